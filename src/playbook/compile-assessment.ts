import type { AssessmentPolicy, SeverityRule } from '../incident/policy.ts'
import type { Wrong } from './check-references.ts'
import type { Playbook } from './schema.ts'

/** Rules and factors must find what they name, and fit each other. */
export function checkAssessment(p: Playbook): Wrong[] {
  const { factors, rules } = p.assessment
  const list = (of: object) => Object.keys(of).join(', ') || 'none'
  const lost = Object.entries(factors).flatMap(([k, f]) => {
    const path = ['assessment', 'factors', k]
    const wrong: Wrong[] = f.probes.flatMap((x, n) =>
      Object.hasOwn(p.diagnostics, x)
        ? []
        : [[[...path, 'probes', n], `no probe “${x}”; there are: ${list(p.diagnostics)}`] as Wrong],
    )
    const needsNumber = f.triage === 'customers-affected' && f.number === undefined
    if (needsNumber) wrong.push([[...path, 'triage'], 'customers-affected is a number: name it under number'])
    if (f.probes.length === 0 && f.triage === undefined)
      wrong.push([path, 'nobody can tell it: give probes or triage'])
    return wrong
  })
  const unfit = rules.flatMap((r, n): Wrong[] => {
    const path = ['assessment', 'rules', n]
    const factor = factors[r.factor]
    if (factor === undefined)
      return [[[...path, 'factor'], `no factor “${r.factor}”; there are: ${list(factors)}`]]
    const wantsNumber = r.is === undefined
    if (wantsNumber && factor.number === undefined)
      return [[path, `“${r.factor}” is no number: ask is: true, false or unknown`]]
    if (typeof r.is === 'boolean' && factor.number !== undefined)
      return [[[...path, 'is'], `“${r.factor}” is a number: ask above or at-least`]]
    return []
  })
  return [...lost, ...unfit]
}

export function compileAssessment({ assessment: a }: Playbook): AssessmentPolicy {
  return {
    factors: Object.entries(a.factors).map(([key, { title, probes, number, unit, triage }]) => ({
      key,
      title,
      probes,
      ...(number === undefined ? {} : { number }),
      ...(unit === undefined ? {} : { unit }),
      ...(triage === undefined ? {} : { triage }),
    })),
    rules: a.rules.map(r => ({
      factor: r.factor,
      test: testOf(r),
      severity: r.severity,
      ...(r.addition === undefined ? {} : { addition: r.addition }),
    })),
    otherwise: a.otherwise,
  }
}

function testOf(r: Playbook['assessment']['rules'][number]): SeverityRule['test'] {
  if (r.is !== undefined) return { is: r.is }
  return r.above === undefined ? { atLeast: r['at-least'] ?? 0 } : { above: r.above }
}
