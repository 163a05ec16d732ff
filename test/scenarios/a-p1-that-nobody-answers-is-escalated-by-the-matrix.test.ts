import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, isPing, minute, posts } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})

test('P1: on call and manager at once, then by the matrix, each once a level, asked again once', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(65 * minute)
  expect(directs(p, isPing, start)).toEqual([
    '0 grace',
    '0 lee',
    '0 maya',
    '5 lee',
    '10 grace',
    // The first level again: nobody has answered for ten minutes. Grace hears of it by the new level.
    '10 lee',
    '10 maya',
    '15 lee',
    '15 sam',
    '15 victor',
    '20 grace',
    '25 sam',
    '25 victor',
    '30 carol',
    '40 carol',
  ])
  const warned = p
    .as('U0MAYA')
    .sees('@pitcrew')
    .filter(m => m.text.includes('Is that right?'))
  expect(warned).toHaveLength(2)
  expect(warned[1]?.text).toContain('To be done by hand then: Tell the board')
  // Steps by hand are asked for, directly: the board is the CEO's, external PR is first asked of whoever leads.
  expect(directs(p, /Tell the board/, start)).toContain('30 carol')
  expect(directs(p, /Is external PR support needed\?/, start)).toEqual(['60 maya'])
  const list = posts(p, channel, /\*By hand\*: 2 to do/)
  expect(list[0]?.text).toContain('Tell the board')
  expect(list[0]?.text).toContain('external PR')
  // One message a level in the channel; repeats stand in their threads.
  expect(posts(p, channel, isPing)).toHaveLength(5)
  await p.as('U0MAYA').press('Not needed', '@pitcrew')
  await p.as('U0CAROL').press('Done', '@pitcrew')
  await p.idle()
  const done = posts(p, channel, /\*By hand\*/)[0]?.text ?? ''
  expect(done).toContain('✅ *By hand*: all done')
  expect(done).toMatch(/➖ .*external PR.*: not needed \(@maya/)
})
