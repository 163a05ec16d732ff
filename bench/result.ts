/** One figure of one run: ours against the floor measured beside it. */
export type BenchResult = {
  name: string
  unit: string
  ours: number
  floor: number
  ratio: number
  goal: number
  pass: boolean
  runs: number[]
}

/** `runs` are the rounds' ratios; their median counts. */
export function result(
  name: string,
  unit: string,
  ours: number,
  floor: number,
  goal: number,
  runs: number[],
): BenchResult {
  const ratio = runs.length > 0 ? median(runs) : ours / floor
  return {
    name,
    unit,
    ours: round(ours),
    floor: round(floor),
    ratio: round(ratio),
    goal,
    pass: ratio <= goal,
    runs: runs.map(round),
  }
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const round = (n: number) => Math.round(n * 100) / 100
