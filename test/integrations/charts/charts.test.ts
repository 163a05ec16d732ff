import { expect, test } from 'vitest'
import { createCharts } from '../../../src/integrations/charts/charts.ts'

const to = Date.UTC(2025, 0, 20, 14, 40)
const points = Array.from({ length: 24 }, (_, n) => ({
  at: to - (24 - n) * 300_000,
  average: 30 + n,
  maximum: 40 + n,
}))
const chart = {
  title: 'Emergency API <script>&"',
  timezone: 'Europe/London',
  from: to - 7_200_000,
  to,
  series: [
    { name: 'CPU', points },
    { name: 'Memory', points: [] },
  ],
  deployments: [{ at: to - 900_000, label: 'revision 42' }],
}
const pngHead = [0x89, 0x50, 0x4e, 0x47]
/** Width and height stand in the first chunk. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}

test('a picture of the expected size, the same from the same figures', async () => {
  const charts = createCharts()
  const [one, two] = await Promise.all([charts.drawUsage(chart), charts.drawUsage(chart)])
  expect([...one.subarray(0, 4)]).toEqual(pngHead)
  expect(sizeOf(one)).toEqual([2000, 840])
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
  const other = await charts.drawUsage({ ...chart, deployments: [] })
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false)
})

test('what cannot be drawn, or is given up, says so', async () => {
  const charts = createCharts()
  await expect(charts.drawUsage({ ...chart, timezone: 'Mars/Olympus' })).rejects.toThrow(
    'the picture could not be drawn',
  )
  const given = new AbortController()
  const drawing = charts.drawUsage(chart, given.signal)
  given.abort()
  await expect(drawing).rejects.toThrow('it was given up')
})
