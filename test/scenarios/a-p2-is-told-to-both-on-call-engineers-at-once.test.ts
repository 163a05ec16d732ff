import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute } from './clock.ts'

const begin = startsPitcrew()

test('P2: primary and secondary on-call at once, both again at 15 minutes, then by the matrix', async () => {
  const p = await begin()
  const start = p.now()
  await declareAsTom(p, 'P2 slow')
  await p.advance(9 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 lee', '0 maya'])
  await p.advance(16 * minute)
  // The level of 0 minutes is asked again after ten, as every level is; 15 minutes is the time to respond.
  expect(directs(p, isPing, start)).toEqual([
    '0 lee',
    '0 maya',
    '10 lee',
    '10 maya',
    '15 lee',
    '15 maya',
    '25 lee',
    '25 maya',
  ])
  await p.advance(100 * minute)
  expect(directs(p, isPing, start).filter(d => /grace|victor/.test(d))).toEqual([
    '30 grace',
    '40 grace',
    '120 victor',
  ])
})

test('P2: once one of them has acknowledged, the other is not asked at 15 minutes', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.advance(2 * minute)
  await p.as('U0LEE').command(channel, '/incident ack')
  await p.advance(20 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 lee', '0 maya'])
})
