import { expect, test } from 'vitest'
import { incidentList } from '../../src/messages/incident-list.ts'
import { incident } from '../gallery/incidents.ts'

const at = (n: number) =>
  incident({
    id: `INC-20250120-${String(100_000 + n)}`,
    title: `fault ${n}`,
    declaredAt: n,
    visibility: 'public',
  })
const sections = (count: number) =>
  incidentList(Array.from({ length: count }, (_, n) => at(n))).blocks.map(b => JSON.stringify(b))

test('open incidents stand newest first', () => {
  const [shown = ''] = sections(3)
  const order = [...shown.matchAll(/fault (\d)/g)].map(m => m[1])
  expect(order).toEqual(['2', '1', '0'])
})

test('of more than are shown, the number of the rest is said and nothing is cut', () => {
  const shown = sections(53)
  expect(shown.join('')).toContain('fault 52')
  expect(shown.at(-1)).toContain('13 more, all older')
  expect(shown.join('')).not.toContain('…')
})
