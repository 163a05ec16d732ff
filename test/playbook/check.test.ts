import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkPolicy } from '../../src/playbook/check.ts'
import { compilePlaybook } from '../../src/playbook/compile.ts'
import { actions } from '../../src/runbook/actions/index.ts'
import { probes } from '../../src/runbook/probes/index.ts'
import { testPolicy } from '../fixtures/policy.ts'

const good = readFileSync('playbook.yml', 'utf8')
const compiled = (source: string) => {
  const c = compilePlaybook(source, 'playbook.yml', { probes, actions })
  if (!c.ok) throw new Error(c.faults.map(f => f.message).join())
  return c.policy
}

test('the customer’s matrix, minute by minute, without a hole', () => {
  const { table, holes } = checkPolicy(testPolicy())
  expect(holes).toEqual([])
  const p1 = table.split('\n\n')[0] ?? ''
  expect(p1.split('\n').map(l => l.trim().split('  ')[0])).toEqual([
    'P1 Critical',
    ...['0 min', '5 min', '5 min', '10 min', '13 min', '15 min', '15 min', '28 min', '30 min', '1 h'],
    'each level that nobody answers: again once, after 10 min',
    ...['after', 'after', 'after'],
  ])
  expect(p1).toMatch(/30 min {2}CEO \(Carol Jensen\); by hand: Tell the board/)
})

test.each([
  [
    'a first level that comes late',
    '{ after: 0m, roles: [primary-oncall, secondary',
    '{ after: 1m, roles: [primary-oncall, secondary',
    'P1: nobody is told before 1 min',
  ],
  [
    'a role without a Slack id',
    'name: Carol Jensen, slack: U0CAROL,',
    'name: Carol Jensen,',
    'ceo, told after 30 min, has nobody',
  ],
])('%s is a hole', (_, from, to, hole) => {
  expect(good).toContain(from)
  expect(checkPolicy(compiled(good.replace(from, to))).holes.join('\n')).toContain(hole)
})

test('a severity that nobody is told of, and one that nobody follows up, are holes', () => {
  const policy = testPolicy()
  const levels = { ...policy.escalation.levels, P4: [], P3: policy.escalation.levels.P3.slice(0, 1) }
  const { holes } = checkPolicy({ ...policy, escalation: { ...policy.escalation, levels } })
  expect(holes.join('\n')).toMatch(/P3: unanswered after 1 h, nobody else is told/)
  expect(holes.join('\n')).toMatch(/P4: nobody is told of it/)
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
    'a duration that is none',
    'after: 30m, roles: [ceo]',
    'after: 15 minutes ago, roles: [ceo]',
    'expected a duration',
  ],
])('%s is a fault with its line', (_, from, to, message) => {
  expect(good).toContain(from)
  const c = compilePlaybook(good.replace(from, to), 'playbook.yml', { probes, actions })
  const faults = c.ok ? [] : c.faults
  expect(faults.map(f => f.message).join()).toContain(message)
  expect(faults[0]?.line).toBeGreaterThan(100)
})
