import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, isPing, minute } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})

test('raised late, what is due already fires at once; to and fro fires nothing twice', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P3 slow page')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(40 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 maya'])
  await p.as('U0TOM').command(channel, '/incident severity P1 nobody can call')
  await p.idle()
  const raised = ['0 maya', '40 carol', '40 grace', '40 lee', '40 sam', '40 victor']
  expect(directs(p, isPing, start)).toEqual(raised)
  await p.as('U0TOM').command(channel, '/incident severity P2 it was less')
  await p.advance(minute)
  // Grace is told of a P2 after 30 minutes: a level of its own.
  expect(directs(p, isPing, start)).toEqual([...raised, '40 grace'].sort(byMinute))
  await p.as('U0TOM').command(channel, '/incident severity P1 it was more')
  await p.idle()
  expect(directs(p, isPing, start)).toHaveLength(7)
})

const byMinute = (a: string, b: string) => {
  const [m = '', who = ''] = a.split(' ')
  const [n = '', other = ''] = b.split(' ')
  return Number(m) - Number(n) || who.localeCompare(other)
}

test('resolving stops the clocks, reopening starts them anew', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(20 * minute)
  await p.as('U0TOM').press('Resolve', channel)
  await p.idle()
  await p.as('U0TOM').submit()
  await p.advance(100 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 maya'])
  await p.as('U0TOM').command(channel, '/incident reopen it is back')
  await p.advance(31 * minute)
  // Whoever had it before is not taken for having it now.
  const again = ['0 maya', '120 maya', '130 maya', '135 lee', '145 lee', '150 grace']
  expect(directs(p, isPing, start)).toEqual(again)
  await p.as('U0TOM').command(channel, '/incident cancel false alarm')
  await p.advance(150 * minute)
  expect(directs(p, isPing, start)).toEqual(again)
})

test('reopened by somebody on call: they have it by that, reminders that were off are on, the pager is asked again', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.idle()
  await p.as('U0MAYA').command(channel, '/incident remind off')
  await p.as('U0TOM').command(channel, '/incident cancel not so bad')
  await p.idle()
  await p.advance(10 * minute)
  await p.as('U0LEE').command(channel, '/incident reopen it is back')
  await p.advance(29 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 maya', '10 maya'])
  expect(directs(p, /an update is (due|overdue)/, start)).toEqual(['39 maya'])
  expect(p.production.pagerduty.incidents.map(i => i.status)).toEqual(['resolved', 'acknowledged'])
})

test('raised while nobody has acknowledged: one ping a person, whatever levels it is that are due at once', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P3 slow page')
  await p.advance(40 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 maya', '10 maya'])
  await p.as('U0TOM').command(channel, '/incident severity P1 nobody can call')
  await p.idle()
  const raised = ['40 carol', '40 grace', '40 lee', '40 maya', '40 sam', '40 victor']
  expect(directs(p, isPing, start)).toEqual(['0 maya', '10 maya', ...raised])
})

test('a P2 that goes on for two hours: on call, manager, VP; the second on call only where nobody answers', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  await declareAsTom(p, 'P2 slow')
  await p.advance(20 * minute)
  await p.as('U0LEE').press('I’m on it', '@pitcrew')
  await p.advance(102 * minute)
  expect(directs(p, isPing, start)).toEqual([
    '0 maya',
    '10 maya',
    '15 lee',
    '30 grace',
    '40 grace',
    '120 victor',
  ])
})
