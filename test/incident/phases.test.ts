import { expect, test } from 'vitest'
import { nextStep, phaseAt } from '../../src/incident/lifecycle/phases.ts'
import type { Incident } from '../../src/incident/state.ts'
import { panel } from '../../src/messages/panel.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { incident, request } from '../gallery/incidents.ts'
import { compile, edited } from '../playbook/edited.ts'

const policy = testPolicy()
const fresh = (): Incident => {
  const {
    acknowledged: _,
    update: __,
    diagnostics: ___,
    ...rest
  } = incident({
    triage: {},
    unsure: true,
    markers: {},
  })
  return rest
}
const at = 1_737_383_520_000
const titleOf = (i: Incident) => `${phaseAt(policy, i)?.number} ${phaseAt(policy, i)?.name}`
const lineOf = (i: Incident) => JSON.stringify(panel(i, policy).blocks)

/** What a team does, one after the other, and where the panel then stands. */
const walk: [step: string, change: (i: Incident) => Incident, phase: string, next: string][] = [
  ['declared', i => i, '1 Detection & Initial Response', 'acknowledge'],
  [
    'acknowledged',
    i => ({ ...i, acknowledged: { by: 'U0MAYA', at } }),
    '1 Detection & Initial Response',
    'triage',
  ],
  ['triaged', i => ({ ...i, triage: { what: 'dark' } }), '2 Assessment & Mobilization', 'diagnose'],
  [
    'diagnosed',
    i => ({ ...i, diagnostics: { run: 'd1', running: false, findings: [], tookMs: 9, at } }),
    '2 Assessment & Mobilization',
    'assess-severity',
  ],
  ['assessed', i => ({ ...i, unsure: false }), '3 Containment & Mitigation', 'contain'],
  [
    'contained',
    i => ({ ...i, requests: { r: request('succeeded') } }),
    '3 Containment & Mitigation',
    'update',
  ],
  [
    'updated',
    i => ({ ...i, update: { text: 'x', at, by: 'U0MAYA' } }),
    '4 Investigation & Resolution',
    'investigate',
  ],
  [
    'investigated',
    i => ({ ...i, investigation: { run: 'v1', running: false } }),
    '4 Investigation & Resolution',
    'find-cause',
  ],
  ['cause found', i => ({ ...i, status: 'identified' }), '5 Recovery & Validation', 'validate'],
  [
    'validated',
    i => ({ ...i, recovery: { passed: true, at, rows: [] } }),
    '5 Recovery & Validation',
    'resolve',
  ],
  [
    'resolved',
    i => ({ ...i, ended: { how: 'resolved', at, by: 'U0MAYA', summary: 'x' } }),
    '6 Post-Incident Activities',
    'report',
  ],
]

test('the panel walks through all six phases of the document, a step at a time', () => {
  let i = fresh()
  for (const [step, change, phase, next] of walk) {
    i = change(i)
    expect([step, titleOf(i), nextStep(policy, i)]).toEqual([step, phase, next])
    expect(lineOf(i)).toMatch(new RegExp(`Phase ${phase[0]}\\b`))
  }
})

test('a phase without steps stands on the panel until a step of a later phase is taken', () => {
  const without = {
    ...policy,
    phases: policy.phases.map(p => (p.number === 4 ? { ...p, steps: [] } : p)),
  }
  const before = walk.slice(0, 7).reduce((i, [, change]) => change(i), fresh())
  expect(phaseAt(without, before)?.number).toBe(4)
  expect(nextStep(without, before)).toBe('validate')
  const after = { ...before, recovery: { passed: true, at, rows: [] } }
  expect(phaseAt(without, after)?.number).toBe(5)
  // Out of order: what was validated early hides no step that is still to be taken.
  const early = { ...fresh(), recovery: { passed: true, at, rows: [] } }
  expect(phaseAt(without, early)?.number).toBe(1)
})

test('a misspelt step is refused, with the steps that there are', () => {
  const compiled = compile(edited(['steps: [acknowledge, triage]', 'steps: [aknowledge, triage]']))
  const faults = compiled.ok ? [] : compiled.faults
  expect(faults.map(f => f.path)).toEqual(['phases.0.steps.0'])
  expect(faults[0]?.message).toContain('no such step; there are: acknowledge, triage, diagnose')
})
