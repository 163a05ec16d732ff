import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sliceNewestFirst } from '../../src/runbook/slice-newest-first.ts'

test('the last minute comes first and alone, and each part is twice as long', () => {
  const parts = [...sliceNewestFirst(0, 600_000, 60_000)]
  expect(parts).toEqual([
    { from: 540_000, to: 600_000 },
    { from: 419_999, to: 539_999 },
    { from: 179_998, to: 419_998 },
    { from: 0, to: 179_997 },
  ])
})

test('whatever the window is, its parts cover it exactly once', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000),
      fc.nat(10_000_000),
      fc.integer({ min: 1, max: 100_000 }),
      (from, length, first) => {
        const parts = [...sliceNewestFirst(from, from + length, first)].reverse()
        expect(parts[0]?.from).toBe(from)
        expect(parts.at(-1)?.to).toBe(from + length)
        for (const [n, part] of parts.entries()) {
          expect(part.to).toBeGreaterThanOrEqual(part.from)
          if (n > 0) expect(part.from).toBe((parts[n - 1]?.to ?? 0) + 1)
        }
      },
    ),
  )
})
