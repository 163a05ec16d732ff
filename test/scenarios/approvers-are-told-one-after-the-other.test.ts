import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

async function askFor(severity: string): Promise<string> {
  h.production.world.break('api-down')
  await h.advance(10_000)
  await h.as('U0MAYA').command('#emergency-incidents', `/incident declare ${severity} api down`)
  await h.idle()
  const channel =
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  await h.as('U0MAYA').press('Contain', channel)
  await h.idle()
  await h.as('U0MAYA').submit()
  await h.idle()
  return channel
}
const asked = (user: string) =>
  h
    .as(user)
    .sees('@pitcrew')
    .filter(m => m.text.includes('Approve for ')).length

test('in a P1 the manager hears after a minute, once, where nobody has answered', async () => {
  await askFor('P1')
  expect([asked('U0LEE'), asked('U0OMAR'), asked('U0GRACE')]).toEqual([1, 1, 0])
  await h.advance(55_000)
  expect(asked('U0GRACE')).toBe(0)
  await h.advance(10_000)
  expect(asked('U0GRACE')).toBe(1)
  await h.advance(120_000)
  expect(asked('U0GRACE')).toBe(1)
  await h.as('U0GRACE').press('Review and approve', '@pitcrew')
  await h.idle()
  expect(h.as('U0GRACE').modal()?.submit).toBe('Approve')
})

test('where somebody answers in time the manager is left in peace', async () => {
  await askFor('P1')
  await h.as('U0LEE').press('Review and approve', '@pitcrew')
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(120_000)
  expect(asked('U0GRACE')).toBe(0)
})

test('in a P2 everybody who may approve hears at once', async () => {
  await askFor('P2')
  expect([asked('U0LEE'), asked('U0GRACE')]).toEqual([1, 1])
})

test('running alone is told in the channel and to security', async () => {
  const channel = await askFor('P1')
  await h.as('U0MAYA').press('Run without approval', channel)
  await h.idle()
  await h.as('U0MAYA').submit()
  await h.idle()
  for (const where of [channel, '#security']) {
    const told = h
      .as('U0MAYA')
      .sees(where)
      .filter(m => m.text.includes('Break-glass'))
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('Nobody else is awake')
  }
})

test('a step that asks for nobody waits for those beside it, and is not said where they do not run', async () => {
  const channel = await askFor('P1')
  const said = () =>
    h
      .as('U0MAYA')
      .sees('#emergency-incidents')
      .some(m => m.text.includes('containment activated'))
  expect(said()).toBe(false)
  await h.as('U0MAYA').press('Reject', channel)
  await h.idle()
  await h.as('U0MAYA').submit()
  await h.advance(15 * 60_000)
  expect(said()).toBe(false)
})
