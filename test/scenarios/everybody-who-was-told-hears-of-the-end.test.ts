import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, minute } from './clock.ts'

const begin = startsPitcrew()
const emergency = '#emergency-incidents'
const texts = (p: Harness, channel: string) =>
  p
    .as('U0ANA')
    .sees(channel)
    .filter(m => m.from === 'pitcrew')
const replies = (p: Harness) => texts(p, emergency).filter(m => m.raw.thread_ts !== undefined)

test('a P1: each turning point is a reply to the announcement that the channel shows too, and nobody hears it twice', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(4 * minute)
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.as('U0MAYA').command(channel, '/incident severity P3 one region only')
  await p.idle()
  await p.as('U0MAYA').command(channel, '/incident cancel a false alarm')
  await p.idle()
  const [announcement] = texts(p, emergency).filter(m => m.raw.thread_ts === undefined)
  expect(replies(p).map(m => m.text.replace(/<@\w+>/, '@maya'))).toEqual([
    expect.stringContaining('🚨 Maya Patel has acknowledged P1 “api down” after 4 min'),
    expect.stringContaining('P1 → *P3* “api down”, changed by Maya Patel: one region only'),
    expect.stringContaining('*Cancelled* after'),
  ])
  expect(new Set(replies(p).map(m => m.raw.thread_ts))).toEqual(new Set([announcement?.ts]))
  // Loud while it is a P1 or a P2; a P3 stays in the thread.
  expect(replies(p).map(m => m.raw.subtype)).toEqual(['thread_broadcast', undefined, undefined])
})

test('typed words and “Nothing new” go where the form would send them; those channels hear of the end, once', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.as('U0MAYA').command(channel, '/incident update the pool was full')
  await p.idle()
  const told = ['#leadership', '#customer-success'].filter(c => texts(p, c).length > 0)
  expect(told.length).toBeGreaterThan(0)
  for (const c of told) expect(texts(p, c).at(-1)?.text).toContain('the pool was full')
  await p.as('U0MAYA').command(channel, '/incident cancel a false alarm')
  await p.idle()
  for (const c of told) expect(texts(p, c).filter(m => m.text.includes('*Cancelled*'))).toHaveLength(1)
  await p.as('U0MAYA').command(channel, '/incident reopen it is back')
  await p.idle()
  for (const c of told) expect(texts(p, c).filter(m => m.text.includes('*Open again*'))).toHaveLength(1)
})

test('an incident of which no channel was told ends without a word there; a private one says nothing anywhere', async () => {
  const p = await begin()
  const quiet = await declareAsTom(p, 'P4 a typo')
  await p.as('U0MAYA').command(quiet, '/incident cancel a false alarm')
  await p.idle()
  expect(['#leadership', '#customer-success'].flatMap(c => texts(p, c))).toEqual([])
  const before = texts(p, emergency).length
  const closed = await declareAsTom(p, 'private P1 data breach')
  await p.as('U0TOM').command(closed, '/incident update found how they came in')
  await p.as('U0TOM').command(closed, '/incident cancel a false alarm')
  await p.idle()
  expect(['#leadership', '#customer-success'].flatMap(c => texts(p, c))).toEqual([])
  expect(texts(p, emergency)).toHaveLength(before)
})
