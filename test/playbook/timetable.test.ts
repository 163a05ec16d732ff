import { expect, test } from 'vitest'
import { type Severity, severities } from '../../src/incident/model/words.ts'
import type { Policy } from '../../src/incident/policy.ts'
import { listUpdateTimers } from '../../src/incident/updates/cadence.ts'
import { checkPolicy } from '../../src/playbook/check.ts'
import { clock } from '../../src/playbook/clock.ts'
import { printPolicy } from '../../src/playbook/print.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { incident } from '../gallery/incidents.ts'
import { policyOf } from './edited.ts'

const tableOf = (policy: Policy, severity: Severity) =>
  checkPolicy(policy)
    .table.split('\n\n')
    .find(t => t.startsWith(severity)) ?? ''
/** One line a row, however it is wrapped. */
const rowsOf = (policy: Policy, severity: Severity) =>
  tableOf(policy, severity)
    .replace(/\n {15}(?=\S)/g, ' ')
    .split('\n')
    .map(l => l.trim())

test('the customer’s matrix, minute by minute, without a hole', () => {
  expect(checkPolicy(testPolicy()).holes).toEqual([])
  const p1 = rowsOf(testPolicy(), 'P1')
  expect(p1.map(l => l.split('  ')[0])).toEqual([
    'P1 Critical',
    ...['0 min', '0 min', '5 min', '5 min', '10 min', '13 min', '14 min', '15 min', '19 min', '24 min'],
    ...['28 min', '30 min', '1 h'],
    ...['again', 'after', 'after', 'after'],
  ])
  expect(p1.join('\n')).toMatch(
    /30 min {2}CEO \(Carol Jensen\): directly, .*; by hand: Tell the board \(Board secretary\), asked of CEO \(Carol Jensen\): directly/,
  )
})

test('the table says who is paged, what a warning is about, and what happens to an update that is missed', () => {
  const p1 = rowsOf(testPolicy(), 'P1')
  expect(p1).toContain('0 min  pager: an incident there too, which pages by its own rules')
  expect(p1).toContain(
    '15 min  VP Engineering (Victor Nwosu); Customer Success Lead (Sam Osei): directly, incident channel, pager',
  )
  expect(p1).toContain(
    '13 min  commander, directly: in 2 min VP Engineering + Customer Success Lead are told, may hold 10 min',
  )
  expect(p1).toContain(
    '28 min  commander, directly: in 2 min CEO is told and “Tell the board” comes up, may hold 10 min',
  )
  expect(p1).toContain(
    '14 min  Communications Lead, else commander, directly: update due at 15 min (and every 15 min after each)',
  )
  expect(p1).toContain('19 min  still no update: the same, again every 5 min')
  expect(p1).toContain(
    '24 min  still none after 2 reminders: commander and Engineering Manager (Grace Kim) too, directly',
  )
  expect(rowsOf(testPolicy(), 'P3')).toContain('0 min  pager: nobody is paged')
  expect(
    checkPolicy(testPolicy())
      .table.split('\n')
      .filter(l => l.length > 120),
  ).toEqual([])
})

test.each(severities)('%s: updates are asked for at the minutes of the table', severity => {
  const policy = testPolicy()
  const { update: _, ...silent } = incident({
    severity,
    updateEveryMs: policy.severities[severity].updateEveryMs,
    clock: { from: 0, epoch: 0 },
  })
  let cadence: (typeof silent)['cadence'] = { nudges: 0, posts: [] }
  const asked = Array.from({ length: policy.updates.raiseAfter + 1 }, () => {
    const at = listUpdateTimers({ ...silent, cadence }, policy)[0]?.at ?? Number.NaN
    cadence = { nudges: cadence.nudges + 1, nudgedAt: at, posts: [] }
    return clock(at)
  })
  const rows = rowsOf(policy, severity).filter(l => / update due at | still no update| still none /.test(l))
  expect(rows.map(l => l.split('  ')[0])).toEqual(asked)
})

test('a person without an e-mail address is not paged, and the table does not say so', () => {
  const policy = policyOf(['slack: U0CAROL, email: carol@tyrehero.example', 'slack: U0CAROL'])
  expect(rowsOf(policy, 'P1').find(l => l.startsWith('30 min'))).toMatch(/incident channel; by hand/)
  const some = policyOf(['slack: U0SAM, email: sam@tyrehero.example', 'slack: U0SAM'])
  expect(rowsOf(some, 'P1').find(l => l.startsWith('15 min'))).toMatch(/pager where an e-mail is known$/)
})

const primary = '$' + '{env:PAGERDUTY_PRIMARY_SCHEDULE}'

test('who is on call by a schedule is told by it', () => {
  const policy = policyOf([`schedule: "${primary}", people: [maya]`, 'schedule: PPRIMARY'])
  expect(checkPolicy(policy).holes).toEqual([])
  expect(rowsOf(policy, 'P3')).toContain(
    '0 min  Primary On-Call Engineer (whoever is on call by PPRIMARY): directly, incident channel',
  )
  expect(printPolicy(policy)).toContain(
    '**Primary On-Call Engineer**: whoever is on call by PPRIMARY in the pager',
  )
})
