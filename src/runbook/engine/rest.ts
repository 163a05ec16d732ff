const stretch = 10
const leastRestMs = 60

/** After a stretch of incidents it rests, four times as long as they took at least: pings go first. */
export function createRest(mostMs = Number.POSITIVE_INFINITY) {
  let done = 0
  let from = performance.now()
  return async () => {
    if (++done % stretch !== 0) return
    const restMs = Math.min(Math.max((performance.now() - from) * 4, leastRestMs), mostMs)
    await new Promise(resolve => setTimeout(resolve, restMs))
    from = performance.now()
  }
}
