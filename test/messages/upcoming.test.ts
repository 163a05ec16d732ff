import { expect, test } from 'vitest'
import type { Incident } from '../../src/incident/state.ts'
import { upcoming } from '../../src/messages/upcoming.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { incident, withRequest } from '../gallery/incidents.ts'

const policy = testPolicy()
const minute = 60_000
const hour = 60 * minute
const { lastAt } = incident()
const lines = (i: Incident) =>
  upcoming(i, policy).map(m =>
    m.text.replaceAll(/<!date\^(\d+)\^\{([^}]*)\}[^>]*>/g, (_, s, form) => {
      const minutes = (Number(s) * 1000 - lastAt) / minute
      return `${form === 'time' ? '' : 'day '}+${minutes}`
    }),
  )
const ended = { how: 'resolved' as const, at: lastAt, by: 'U0MAYA', summary: 'Restarted.' }
const item = { id: 'a1', title: 'Alarm on it', priority: 'low' as const, by: 'U0MAYA', at: lastAt }

test('what waits for approval, and the next look of the recovery gate', () => {
  const gate = { by: 'U0MAYA', attempt: 2, rows: [], cause: 1, nextAt: lastAt - 9 * minute }
  const said = lines({ ...withRequest('requested'), gate, severity: 'P4' })
  expect(said).toContain('+-9 recovery is looked at again (attempt 3)')
  expect(said.filter(l => / expires unless approved$/.test(l))).toHaveLength(1)
})

test('what follows the end', () => {
  const monitoring = { nextAt: lastAt + hour, until: lastAt + 24 * hour, everyMs: hour, failing: false }
  const meeting = { at: lastAt + 20 * hour, remindMs: hour }
  const actionItems = { a1: { ...item, dueAt: lastAt + 72 * hour } }
  expect(lines(incident({ ended, followUps: { monitoring, meeting }, actionItems }))).toEqual([
    '+60 recovery is checked again',
    'day +1140 reminder of the post-mortem',
    'day +2640 the sign-off of the post-mortem is asked for',
    'day +4320 the action item “Alarm on it” is asked for',
  ])
})

test('nothing is due: nothing is said', () => {
  expect(lines(incident({ ended }))).toEqual([])
})
