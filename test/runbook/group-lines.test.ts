import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createGrouper, normalise } from '../../src/runbook/group-lines.ts'

describe('a pattern', () => {
  test.each([
    ['ERROR [db] timeout after 5000 ms (waiting 12)', 'ERROR [db] timeout after # ms (waiting #)'],
    ['2025-01-20T14:32:07.123Z ERROR boom', '# ERROR boom'],
    ['connect ECONNREFUSED 10.0.3.4:5432', 'connect ECONNREFUSED #'],
    ['request 3f2b1c9e-aa11-4b2c-9d10-0a1b2c3d4e5f failed', 'request # failed'],
    ['user_42 and worker7', '# and #'],
    ['no numbers at all', 'no numbers at all'],
    ['42', '#'],
    ['', ''],
    ['\u001b[31mERROR\u001b[0m in 7 files', 'ERROR in # files'],
  ])('%j is %j', (line, pattern) => {
    expect(normalise(line)).toBe(pattern)
  })

  test('only numbers make the difference', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        expect(normalise(`took ${a} ms for job-${a}`)).toBe(normalise(`took ${b} ms for job-${b}`))
      }),
    )
  })

  test('whatever comes, no digit is left in what is looked at', () => {
    fc.assert(fc.property(fc.string({ maxLength: 280 }), line => !/\d/.test(normalise(line))))
  })
})

test('groups are counted, with their first and last, however they come', () => {
  const g = createGrouper()
  for (const [at, text] of [
    [30, 'ERROR a 1'],
    [10, 'ERROR a 2'],
    [20, 'ERROR b 1'],
    [40, 'ERROR a 3'],
    [50, 'ERROR a 4'],
  ] as const)
    g.add({ at, text, stream: 's' })
  expect([g.total(), g.count()]).toEqual([5, 2])
  expect(g.top(5)).toEqual([
    { pattern: 'ERROR a #', count: 4, first: 10, last: 50, samples: ['ERROR a 1', 'ERROR a 2', 'ERROR a 3'] },
    { pattern: 'ERROR b #', count: 1, first: 20, last: 20, samples: ['ERROR b 1'] },
  ])
})

test('what is shown carries no secret, no card and no colour', () => {
  const g = createGrouper()
  g.add({
    at: 1,
    stream: 's',
    text: '\u001b[31mERROR\u001b[0m token=hunter2hunter card 4111 1111 1111 1111 <!channel>',
  })
  const [sample = ''] = g.top(1)[0]?.samples ?? []
  expect(sample).toBe('ERROR token=[hidden] card [hidden] <!channel>')
  expect(g.top(1)[0]?.pattern).not.toContain('hunter2')
})

test('more patterns than can be kept are counted together', () => {
  const g = createGrouper()
  const letters = 'abcdefghij'
  const word = (n: number) => [...String(n)].map(d => letters[Number(d)]).join('')
  for (let n = 0; n < 2500; n++) g.add({ at: n, text: word(n), stream: 's' })
  expect(g.count()).toBe(2001)
  expect(g.top(1)[0]).toMatchObject({ pattern: '(other patterns)', count: 500 })
})
