import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, isPing, minute } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})

test('whoever is on it acknowledges; levels above still come, and are asked again only until they answer', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(2 * minute)
  await p.as('U0LEE').press('I’m on it', '@pitcrew')
  await p.idle()
  expect(
    p
      .as('U0TOM')
      .sees(channel)
      .some(m => m.text.includes('Acknowledged')),
  ).toBe(true)
  await p.advance(14 * minute)
  await p.as('U0VICTOR').press('I’m on it', '@pitcrew')
  await p.advance(13 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 grace', '0 lee', '0 maya', '15 sam', '15 victor'])
  const thread = p
    .as('U0TOM')
    .sees(channel)
    .filter(m => m.text.includes('is on it'))
  expect(thread.map(m => m.text)).toEqual(['👍 @lee is on it.', '👍 @victor is on it.'])
  expect(thread.every(m => m.raw.thread_ts !== undefined)).toBe(true)
})

test('somebody told by hand is not told again by the clock', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(3 * minute)
  await p.as('U0TOM').command(channel, '/incident escalate vp-engineering decide about the failover')
  await p.idle()
  expect(p.as('U0VICTOR').sees('@pitcrew').at(-1)?.text).toContain('decide about the failover')
  await p.advance(14 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 grace', '0 lee', '0 maya', '3 victor', '15 sam'])
  await p.as('U0TOM').command(channel, '/incident escalate emperor please')
  await p.idle()
  expect(p.as('U0TOM').sees(channel).at(-1)?.text).toContain('The playbook has no role “emperor”')
})
