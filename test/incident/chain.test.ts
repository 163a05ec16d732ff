import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { UnknownEvent } from '../../src/incident/events.ts'
import { replay } from '../../src/incident/evolve.ts'
import { canonical, type StoredLine, verifyChain } from '../../src/incident/model/chain.ts'
import { stateVersion } from '../../src/incident/state.ts'

/** Timelines as earlier versions wrote them, with the changes that they tell of. */
const stories: [string, number][] = [
  ['p1-api-down.v1', 2],
  ['p1-alone.v1', 2],
  ['p1-database.v2', 3],
  ['p1-database.v3', 2],
  ['p1-database.v4', 3],
  ['p1-api-down.v5', 4],
  ['p1-database.v6', 3],
  ['p1-database.v7', 3],
  ['p1-database.v8', 3],
  ['p1-database.v9', 3],
]
const linesOf = (story: string): StoredLine[] =>
  readFileSync(`test/fixtures/timelines/${story}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map(l => JSON.parse(l) as StoredLine)

test.each(stories)(
  'the stored timeline %s is unbroken and replays through today’s code',
  (story, changes) => {
    const lines = linesOf(story)
    expect(verifyChain(lines)).toMatchObject({ ok: true, events: lines.length })
    const events = lines.map(l => ({ ...(JSON.parse(l.bytes) as UnknownEvent), hash: l.hash }))
    const incident = replay(events)
    expect(incident?.ended?.how).toBe('resolved')
    expect(Object.values(incident?.requests ?? {}).map(r => r.status)).toEqual(
      Array.from({ length: changes }, () => 'succeeded'),
    )
    expect(incident?.pending).toEqual({})
  },
)

test('every version of the state has a stored timeline', () => {
  const versions = Array.from({ length: stateVersion }, (_, n) => `v${n + 1}`)
  expect([...new Set(stories.map(([name]) => name.split('.').at(-1)))].sort()).toEqual(versions.sort())
})

test('one changed byte, a dropped event and two swapped ones are found where they are', () => {
  const lines = linesOf('p1-api-down.v1')
  const changed = lines.map((l, n) => (n === 4 ? { ...l, bytes: l.bytes.replace('"seq":5', '"seq":6') } : l))
  expect(verifyChain(changed)).toMatchObject({ ok: false, seq: 5 })
  expect(verifyChain(lines.filter((_, n) => n !== 2))).toMatchObject({ ok: false, seq: 3 })
  const [first, second, ...rest] = lines
  expect(verifyChain([second, first, ...rest] as StoredLine[])).toMatchObject({ ok: false, seq: 1 })
})

test('equal values have equal canonical text, whatever the order of their keys', () => {
  expect(canonical({ b: 1, a: [{ d: 2, c: undefined }] })).toBe(canonical({ a: [{ d: 2 }], b: 1 }))
})
