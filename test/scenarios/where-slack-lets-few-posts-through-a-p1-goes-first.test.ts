import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, minute } from './clock.ts'

const begin = startsPitcrew()
const incidents = 5

test('one post a second and 429s: no ping is lost or doubled, and the P1’s comes before the rest', async () => {
  const p = await begin()
  for (let n = 0; n < incidents; n++) await declareAsTom(p, `P3 slow ${n}`)
  await p.advance(55 * minute)
  await declareAsTom(p, 'P1 api down')
  const before = p.slack.ledger.calls.length
  p.slack.faults.postsPerSecond = 1
  p.jump(5 * minute)
  await p.idle(40_000)
  p.slack.faults.postsPerSecond = undefined
  const unanswered = directs(p, /Nobody has acknowledged it within/, p.now())
  expect(unanswered).toEqual(Array.from({ length: incidents + 1 }, () => '0 lee'))
  const posts = p.slack.ledger.calls.slice(before).filter(c => c.method === 'chat.postMessage')
  const isTheP1 = (c: (typeof posts)[number]) =>
    ['P1', '<@U0LEE>'].every(word => String(c.args.text).includes(word))
  const asked = posts.findIndex(isTheP1)
  const accepted = posts.findIndex(c => c.ok && isTheP1(c))
  expect(asked).toBeGreaterThanOrEqual(0)
  expect(accepted).toBeGreaterThanOrEqual(asked)
  // From its first try on nothing goes before it but what each of the two replicas had in hand already.
  expect(posts.slice(asked, accepted).filter(c => c.ok).length).toBeLessThanOrEqual(2)
}, 60_000)
