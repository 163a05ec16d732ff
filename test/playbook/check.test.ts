import { expect, test } from 'vitest'
import { checkPolicy } from '../../src/playbook/check.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { compile, type Edit, edited, policyOf } from './edited.ts'

const holesOf = (...edits: Edit[]) => checkPolicy(policyOf(...edits)).holes

const p1Response: Edit = ['      - { after: 5m, roles: [secondary-oncall], if: unacknowledged }\n', '']
const p1Next: Edit = ['      - { after: 10m, roles: [engineering-manager], if: unacknowledged }\n', '']
test.each<[string, Edit[], string]>([
  [
    'a first level that comes late',
    [['{ after: 0m, roles: [primary-oncall, secondary', '{ after: 1m, roles: [primary-oncall, secondary']],
    'P1: nobody is told before 1 min; a level after 0m is missing',
  ],
  [
    'a first level that tells nobody',
    [
      [
        '{ after: 0m, roles: [primary-oncall, secondary-oncall, engineering-manager] }',
        '{ after: 0m, manual: [external-pr] }',
      ],
    ],
    'P1: nobody is told before 5 min; a level after 0m is missing',
  ],
  [
    'a role without a Slack id',
    [['name: Carol Jensen, slack: U0CAROL,', 'name: Carol Jensen,']],
    'P1: ceo, told after 30 min, has nobody with a Slack id, no group and no schedule',
  ],
  [
    'a schedule where nobody is paged',
    [
      ['CEO, people: [carol] }', 'CEO, schedule: PCEO }'],
      ['paging:\n  severities: [P1, P2]\n', ''],
      ['  alerts:\n', ''],
      ['    - { services: [Emergency API], urgency: high, does: declare, severity: P2 }\n', ''],
      ['    - { services: [], does: suggest, severity: P3 }\n', ''],
    ],
    'P1: ceo, told after 30 min, is on call by PCEO, but the playbook has no pager: add “paging”, or people or a group',
  ],
  [
    'nobody told when the response time is over',
    [p1Response, p1Next],
    'P1: nobody is told that it is unanswered after 5 min (respond-within); add a level with “after: 5m” and “if: unacknowledged”',
  ],
  [
    'a response time that moves alone',
    [['respond-within: 5m', 'respond-within: 2m']],
    'P1: nobody is told that it is unanswered after 2 min (respond-within), only after 5 min; give that level “after: 2m”',
  ],
  [
    'a level for the response time that comes too early',
    [['respond-within: 5m', 'respond-within: 12m']],
    'P1: nobody is told that it is unanswered after 12 min (respond-within), but after 10 min already; give that level “after: 12m”',
  ],
  [
    'a level for the response time that comes to people who have answered',
    [
      [
        '[primary-oncall, secondary-oncall], if: unacknowledged }\n      - { after: 30m',
        '[secondary-oncall] }\n      - { after: 30m',
      ],
    ],
    'P2: the level after 15 min (respond-within) comes even if somebody has acknowledged; give it “if: unacknowledged”',
  ],
  [
    'nobody above those who did not answer either',
    [
      ['      - { after: 30m, roles: [engineering-manager] }\n', ''],
      ['      - { after: 2h, roles: [vp-engineering], warn: 2m }\n', ''],
    ],
    'P2: still unanswered after 15 min, nobody above is told; add a level after that',
  ],
  [
    'quiet hours of a P1',
    [
      [
        'roles: [vp-engineering, customer-success-lead], warn: 2m }',
        'roles: [vp-engineering], working-hours: true }',
      ],
    ],
    'P1: the level after 15 min waits for working hours; P1 and P2 have no quiet hours: remove “working-hours: true”',
  ],
  [
    'quiet hours of a P2',
    [
      [
        '{ after: 30m, roles: [engineering-manager] }',
        '{ after: 30m, roles: [engineering-manager], working-hours: true }',
      ],
    ],
    'P2: the level after 30 min waits for working hours; P1 and P2 have no quiet hours: remove “working-hours: true”',
  ],
  [
    'a warning before the incident',
    [['customer-success-lead], warn: 2m }', 'customer-success-lead], warn: 20m }']],
    'P1: the level after 15 min is warned of 20 min before it, earlier than the incident; let “warn” be 15m at most',
  ],
  [
    'a hold that turns levels round',
    [['  hold: 10m', '  hold: 40m']],
    'P1: the level after 15 min, held for 40 min, comes later than the one after 30 min; let “hold” be 15m at most',
  ],
  [
    'a step by hand without a contact',
    [['    contact: { name: PR agency, phone: +44-7XXX-XXXXXX }\n', '']],
    'P1: “Is external PR support needed? If so, call them”, by hand after 1 h, names nobody to call; give manual.external-pr a contact with a phone or e-mail',
  ],
  [
    'a step by hand whose contact cannot be reached',
    [['contact: { name: Board secretary, phone: +44-7XXX-XXXXXX }', 'contact: { name: Board secretary }']],
    'P1: “Tell the board”, by hand after 30 min, names nobody to call; give manual.tell-the-board a contact with a phone or e-mail',
  ],
  [
    'nobody who hears of missed updates',
    [
      ['name: Sam Osei, slack: U0SAM,', 'name: Sam Osei,'],
      ['raise-to: [engineering-manager]', 'raise-to: [customer-success-lead]'],
    ],
    'updates: customer-success-lead, who hears of missed updates, has nobody with a Slack id, no group and no schedule',
  ],
  [
    'nobody to invite',
    [['name: Sam Osei, slack: U0SAM,', 'name: Sam Osei,']],
    'P2: customer-success-lead, invited to the post-mortem, has nobody with a Slack id, no group and no schedule',
  ],
])('%s: a hole', (_, edits, hole) => {
  expect(holesOf(...edits)).toContain(hole)
})

test.each<[string, Edit[]]>([
  ['the first level before a hold ends', [['  hold: 10m', '  hold: 15m']]],
  [
    'a warning at the very start',
    [['customer-success-lead], warn: 2m }', 'customer-success-lead], warn: 15m }']],
  ],
  [
    'a group among those who hear of missed updates and are invited',
    [
      ['raise-to: [engineering-manager]', 'raise-to: [sre-oncall]'],
      ['invite: [engineering-manager, vp-engineering', 'invite: [sre-oncall, vp-engineering'],
    ],
  ],
  [
    'a schedule among those who are told, hear of missed updates and are invited',
    [['Engineering Manager, people: [grace] }', 'Engineering Manager, schedule: PMANAGERS }']],
  ],
  [
    'response time and level moved together',
    [
      ['respond-within: 5m', 'respond-within: 2m'],
      ['{ after: 5m, roles: [secondary-oncall]', '{ after: 2m, roles: [secondary-oncall]'],
    ],
  ],
])('%s: no hole', (_, edits) => {
  expect(holesOf(...edits)).toEqual([])
})

test('a severity that nobody is told of, and one that nobody follows up, are holes', () => {
  const policy = testPolicy()
  const levels = { ...policy.escalation.levels, P4: [], P3: policy.escalation.levels.P3.slice(0, 1) }
  const { holes } = checkPolicy({ ...policy, escalation: { ...policy.escalation, levels } })
  expect(holes.join('\n')).toMatch(/P3: nobody is told that it is unanswered after 1 h/)
  expect(holes.join('\n')).toMatch(/P4: nobody is told of it/)
})

test('a level listed above one that comes before it is a fault of two lines', () => {
  const source = edited([
    '{ after: 15m, roles: [vp-engineering, customer',
    '{ after: 45m, roles: [vp-engineering, customer',
  ])
  const lineOf = (words: string) => source.split('\n').findIndex(l => l.includes(words)) + 1
  const c = compile(source)
  expect(c.ok ? [] : c.faults).toMatchObject([
    {
      line: lineOf('roles: [ceo], manual'),
      path: 'escalation.levels.P1.4.after',
      message: `comes after 30 min, but the level above it after 45 min (line ${lineOf('after: 45m')}): list them by time, or mend one of the times`,
    },
  ])
})

test.each([
  ['an undefined role', 'roles: [ceo], manual', 'roles: [emperor], manual', 'no role “emperor”'],
  [
    'two levels at one time',
    '{ after: 5m, roles: [secondary-oncall]',
    '{ after: 15m, roles: [secondary-oncall]',
    'another level comes at this time',
  ],
  ['an unknown step by hand', 'manual: [external-pr]', 'manual: [nothing]', 'no manual step “nothing”'],
  [
    'a role without a person, a group or a schedule',
    'title: CEO, people: [carol] }',
    'title: CEO }',
    'nobody holds it: give people, a group or a schedule',
  ],
  [
    'a duration that is none',
    'after: 30m, roles: [ceo]',
    'after: 15 minutes ago, roles: [ceo]',
    'expected a duration',
  ],
])('%s is a fault with its line', (_, from, to, message) => {
  const c = compile(edited([from, to]))
  const faults = c.ok ? [] : c.faults
  expect(faults.map(f => f.message).join()).toContain(message)
  expect(faults[0]?.line).toBeGreaterThan(40)
})

test('what stands for PagerDuty and cannot be an id of it is explained', () => {
  const advice = (...edits: Edit[]) => checkPolicy(policyOf(...edits)).advice
  expect(advice()).toEqual([
    'people.maya.pagerduty: “primary-oncall” is no id of a PagerDuty user, such as PX1Y2Z3. They are found by their email (maya@tyrehero.example).',
    'people.lee.pagerduty: “secondary-oncall” is no id of a PagerDuty user, such as PX1Y2Z3. They are found by their email (lee@tyrehero.example).',
    'roles.primary-oncall.schedule: who is on call by the schedule in PAGERDUTY_PRIMARY_SCHEDULE; without it Maya Patel.',
    'roles.secondary-oncall.schedule: who is on call by the schedule in PAGERDUTY_SECONDARY_SCHEDULE; without it Lee Carter.',
  ])
  expect(advice(['pagerduty: primary-oncall', 'pagerduty: PX1Y2Z3'])).toHaveLength(3)
  expect(advice(['      email: maya@tyrehero.example,\n', ''])[0]).toContain(
    'what they acknowledge there counts for nobody',
  )
  expect(advice(['"$' + '{env:PAGERDUTY_PRIMARY_SCHEDULE}"', 'primary'])[2]).toContain(
    'roles.primary-oncall.schedule: “primary” is no id of a PagerDuty schedule',
  )
})

test('a message to customers that nothing counts is a hole', () => {
  expect(holesOf(['      count: count_active_customers.py\n', ''])).toEqual([
    'actions.sms-active-customers: no script counts the recipients, so it is refused; add “count” (docs/customer-scripts.md)',
  ])
})
