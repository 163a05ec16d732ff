import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compilePlaybook } from '../../src/playbook/compile.ts'
import { formatFaults } from '../../src/playbook/faults.ts'
import { actions } from '../../src/runbook/actions/index.ts'
import { probes } from '../../src/runbook/probes/index.ts'

const good = readFileSync('playbook.yml', 'utf8')
const faultsOf = (source: string) => {
  const compiled = compilePlaybook(source, 'playbook.yml', { probes, actions })
  return compiled.ok ? [] : compiled.faults
}

test('the customer’s playbook fits, with the seed’s clocks', () => {
  const compiled = compilePlaybook(good, 'playbook.yml', { probes, actions })
  if (!compiled.ok) throw new Error(formatFaults(compiled.faults))
  const { severities } = compiled.policy
  expect(Object.values(severities).map(s => s.respondWithinMs / 60_000)).toEqual([5, 15, 60, 240])
  expect(Object.values(severities).map(s => s.updateEveryMs / 60_000)).toEqual([15, 30, 120, 1440])
})

test('every fault is told at once, with its line', () => {
  const bad = good
    .replace('respond-within: 5m', 'respond-within: 15 minutes ago')
    .replace('war-room:', 'war-rooom:')
    .replace('update-every: 15m', 'update-every: -5m')
  const faults = faultsOf(bad)
  expect(faults.map(f => f.path).sort()).toEqual([
    'severities.P1.respond-within',
    'severities.P1.update-every',
    'war-rooom',
  ])
  expect(faults.find(f => f.path === 'war-rooom')?.line).toBe(5)
})

test.each([
  [
    'an approver nobody holds',
    'roles: [sre-oncall, engineering-manager]',
    'roles: [nobody]',
    'no role “nobody”',
  ],
  ['no approval policy', '    approval: { count: 0 }\n', '', 'missing'],
  [
    'a service that is a shell word',
    'service: tyrehero-emergency-api }\n    verify',
    'service: --force }\n    verify',
    'expected letters',
  ],
  ['zero tasks allowed', 'min: 2', 'min: 0', '1 ≤ min'],
  ['an unknown kind', 'kind: ecs-scale-service', 'kind: ecs-explode', 'no kind “ecs-explode”'],
  ['not YAML', 'version: 1', 'version: [1', 'not YAML'],
])('%s is refused', (_, from, to, words) => {
  expect(good).toContain(from)
  expect(formatFaults(faultsOf(good.replace(from, to)))).toContain(words)
})
