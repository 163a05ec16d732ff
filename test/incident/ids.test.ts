import { expect, test } from 'vitest'
import {
  channelNameFor,
  incidentId,
  incidentIdPattern,
  proposeSeverity,
} from '../../src/incident/model/ids.ts'

test('an id is the moment in UTC; a second one in the same second is told apart', () => {
  const at = Date.UTC(2025, 0, 20, 14, 32, 0)
  expect(incidentId(at, 1)).toBe('INC-20250120-143200')
  expect(incidentId(at, 2)).toBe('INC-20250120-143200-2')
  expect(incidentIdPattern.test(incidentId(at, 2))).toBe(true)
})

test.each([
  ['API down!', 'inc-1-api-down'],
  ['🔥🔥', 'inc-1'],
  ['שלום עולם', 'inc-1'],
  ['Ça brûle', 'inc-1-ca-brule'],
  ['x'.repeat(10_000), `inc-1-${'x'.repeat(40)}`],
])('the title %s makes the channel name %s', (title, name) => {
  expect(channelNameFor('INC-1', title)).toBe(name)
})

test('“no” proposes P1; not knowing is no reason to relax', () => {
  expect([proposeSeverity('no'), proposeSeverity('unknown'), proposeSeverity(undefined)]).toEqual([
    'P1',
    'P2',
    'P2',
  ])
})
