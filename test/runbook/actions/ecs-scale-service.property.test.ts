import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../../src/incident/model/words.ts'
import { ecsScaleService as action } from '../../../src/runbook/actions/ecs-scale-service.ts'
import { claimedAt, ctxWith, fakeContainers, ref, serviceState } from '../fake-production.ts'

const number = fc.integer({ min: -2, max: 30 })
const limits = { min: number, max: number }
const raw = fc.oneof(fc.record({ atLeast: number, ...limits }), fc.record({ exactly: number, ...limits }))
const running = fc.integer({ min: 0, max: 40 })

/** What would be sent, where anything is; undefined where it is refused or there is nothing to do. */
async function sent(given: object, desired: number): Promise<number | undefined> {
  let params: Json
  try {
    params = action.parse({ ...ref, ...given })
  } catch {
    return undefined
  }
  const { containers, calls } = fakeContainers(serviceState({ desired }))
  const ctx = ctxWith({ containers })
  const preview = await action.preview(params, ctx)
  if ('refused' in preview || preview.nothingToDo !== undefined) return undefined
  await action.execute({ request: 'r', params, before: preview.binds, at: claimedAt }, ctx)
  expect(calls).toHaveLength(1)
  return Number(calls[0]?.replace('scale ', ''))
}

test('whatever is asked: never outside min to max, never to zero, and always a change', async () => {
  let tried = 0
  await fc.assert(
    fc.asyncProperty(raw, running, async (given, desired) => {
      const to = await sent(given, desired)
      if (to === undefined) return
      tried++
      expect(to).toBeGreaterThanOrEqual(Math.max(1, given.min))
      expect(to).toBeLessThanOrEqual(given.max)
      expect(to).not.toBe(desired)
    }),
    { numRuns: 2000, seed: 41 },
  )
  // The property must not hold merely because nothing was ever sent.
  expect(tried).toBeGreaterThan(100)
})

test('atLeast never lowers', async () => {
  let raised = 0
  await fc.assert(
    fc.asyncProperty(fc.record({ atLeast: number, ...limits }), running, async (given, desired) => {
      const to = await sent(given, desired)
      if (to === undefined) return
      raised++
      expect(to).toBeGreaterThan(desired)
    }),
    { numRuns: 2000, seed: 42 },
  )
  expect(raised).toBeGreaterThan(50)
})
