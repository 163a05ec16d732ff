import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute } from './clock.ts'

const begin = startsPitcrew()

test('whoever is on it acknowledges; levels above still come, and are asked again only until they answer', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(2 * minute)
  await p.as('U0LEE').press('I’m on it', '@pitcrew')
  await p.idle()
  expect(
    p
      .as('U0TOM')
      .sees(channel)
      .some(m => m.text.includes('acknowledged by Lee Carter')),
  ).toBe(true)
  await p.advance(14 * minute)
  await p.as('U0VICTOR').press('I’m on it', '@pitcrew')
  await p.advance(13 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 grace', '0 lee', '0 maya', '15 sam', '15 victor'])
  const thread = p
    .as('U0TOM')
    .sees(channel)
    .filter(m => m.text.includes('is on it'))
  expect(thread.map(m => m.text)).toEqual(['👍 Lee Carter is on it.', '👍 Victor Nwosu is on it.'])
  expect(thread.every(m => m.raw.thread_ts !== undefined)).toBe(true)
})

test('somebody told by hand is asked again as by the clock, and not by both at once', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(3 * minute)
  await p.as('U0TOM').command(channel, '/incident escalate vp-engineering decide about the failover')
  await p.idle()
  expect(p.as('U0VICTOR').sees('@pitcrew').at(-1)?.text).toContain('decide about the failover')
  await p.advance(14 * minute)
  const first = ['0 grace', '0 lee', '0 maya', '3 victor']
  expect(directs(p, isPing, start)).toEqual([...first, '13 victor', '15 sam'])
  const again = p.as('U0VICTOR').sees('@pitcrew').at(-1)?.text ?? ''
  expect(again).toContain('Asked again, since nobody has answered. @tom asks for you now')
  expect(again).toContain('decide about the failover')
  await p.as('U0TOM').command(channel, '/incident escalate emperor please')
  await p.idle()
  expect(p.as('U0TOM').sees(channel).at(-1)?.text).toContain('The playbook has no role “emperor”')
})

test('somebody told by hand who has answered is not told again by the clock', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(3 * minute)
  await p.as('U0TOM').command(channel, '/incident escalate vp-engineering decide about the failover')
  await p.idle()
  await p.as('U0VICTOR').press('I’m on it', '@pitcrew')
  await p.advance(14 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 grace', '0 lee', '0 maya', '3 victor', '15 sam'])
})

test('whoever was asked to take it and is on it has acknowledged; the great only say that they are there', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  const panel = () =>
    p
      .as('U0TOM')
      .sees(channel)
      .some(m => m.text.includes('acknowledged by Grace Kim'))
  expect(p.as('U0GRACE').sees('@pitcrew').at(-1)?.text).toContain('see that somebody takes it')
  await p.advance(16 * minute)
  await p.as('U0VICTOR').press('I’m on it', '@pitcrew')
  await p.idle()
  expect(panel()).toBe(false)
  await p.as('U0GRACE').press('I’m on it', '@pitcrew')
  await p.idle()
  expect(panel()).toBe(true)
  const before = directs(p, isPing, start).length
  await p.advance(10 * minute)
  // Sam was told at fifteen minutes by a level that Victor has answered; nobody else is asked to take it.
  expect(directs(p, isPing, start)).toHaveLength(before)
})
