import type { EventData, FindingRow, Triage } from '../events.ts'
import { type Severity, severities } from '../model/words.ts'
import type { AssessmentPolicy, Factor, SeverityRule } from '../policy.ts'

/**
 * What is known of a factor. `partial`: some of its sources could not tell, so it may be worse than this. `isAbsent`: all
 * that it rests on are assumptions of the playbook that do not exist, so that nobody can ever tell.
 */
export type Reading = {
  value: number | boolean | undefined
  partial: boolean
  detail: string
  isAbsent?: boolean
}
export type Assessed = EventData<'severity.assessed'>
type Known = { findings: FindingRow[]; triage: Triage }
type Floor = { current: Severity; before?: Severity }

/**
 * §2.2 as a flat list of rules: each with its input and verdict. A rule that could not be decided never
 * lowers: the proposal then stays at least where the incident, or the last proposal, stands.
 */
export function assess(policy: AssessmentPolicy, known: Known, { current, before }: Floor): Assessed {
  const readings = new Map(policy.factors.map(f => [f.key, readFactor(f, known)]))
  const rules = policy.rules.map(rule => {
    const reading = readings.get(rule.factor) ?? { value: undefined, partial: true, detail: 'no such factor' }
    const factor = policy.factors.find(f => f.key === rule.factor)
    return {
      factor: rule.factor,
      title: factor?.title ?? rule.factor,
      test: inWords(rule, factor?.unit),
      input: reading.detail,
      verdict: judge(rule, reading),
      severity: rule.severity,
      ...(rule.addition === undefined ? {} : { addition: rule.addition }),
    }
  })
  const met = highest([policy.otherwise, ...rules.filter(r => r.verdict === 'met').map(r => r.severity)])
  // What cannot exist holds no severity up: it would be unknown in every incident.
  const isOpen = (r: (typeof rules)[number]) => readings.get(r.factor)?.isAbsent !== true
  const open = rules.filter(r => r.verdict === 'unknown' && isOpen(r) && isHigher(r.severity, met))
  const floor = highest([
    met,
    ...(open.length === 0 ? [] : [current, ...(before === undefined ? [] : [before])]),
  ])
  return {
    current,
    proposed: floor,
    rules,
    unknown: [...new Set(open.map(r => r.title))],
    kept: floor !== met,
  }
}

export const isHigher = (a: Severity, b: Severity): boolean => severities.indexOf(a) < severities.indexOf(b)
const highest = (all: Severity[]): Severity => all.reduce((a, b) => (isHigher(b, a) ? b : a))

function judge({ test }: SeverityRule, { value, partial, isAbsent }: Reading): 'met' | 'not-met' | 'unknown' {
  if (isAbsent === true) return 'unknown'
  const decided = (isMet: boolean) => (isMet ? 'met' : partial ? 'unknown' : 'not-met')
  if ('is' in test) {
    if (test.is === 'unknown') return value === undefined ? 'met' : 'not-met'
    return value === undefined ? 'unknown' : decided(value === test.is)
  }
  if (typeof value !== 'number') return 'unknown'
  if ('above' in test) return decided(value > test.above)
  return decided(value >= test.atLeast)
}

/** What the probes, and people, say of one factor now. */
export function readFactor(factor: Factor, { findings, triage }: Known): Reading {
  const asked = factor.probes.map(key => findings.find(f => f.key === key))
  const rows = asked.filter(r => r?.why !== 'absent')
  if (asked.length > 0 && rows.length === 0 && factor.triage === undefined)
    return { value: undefined, partial: true, detail: 'not there', isAbsent: true }
  if (factor.number !== undefined) return readNumber(factor, rows, triage)
  const bad = rows.filter(r => r?.verdict === 'unhealthy').length
  const lost = rows.filter(r => r === undefined || r.verdict === 'unknown').length
  const answer = answerOf(factor, triage)
  if (bad > 0) return { value: false, partial: false, detail: `no: ${bad} of ${rows.length} unwell` }
  if (answer === false) return { value: false, partial: false, detail: 'no, people say' }
  const isOpen = factor.triage !== undefined && rows.length === 0 && answer === undefined
  if (lost > 0 || isOpen)
    return {
      value: undefined,
      partial: true,
      detail: isOpen ? 'nobody has said' : `${lost} of ${rows.length} could not tell`,
    }
  return { value: true, partial: false, detail: rows.length === 0 ? 'yes, people say' : 'yes' }
}

/** What people say of it; no tick at the breach is no answer, since nobody may have thought of it. */
function answerOf(factor: Factor, { canCall, breach }: Triage): boolean | undefined {
  if (factor.triage === 'security-breach') return breach === undefined ? undefined : !breach
  if (factor.triage !== 'can-call' || canCall === undefined || canCall === 'unknown') return undefined
  return canCall === 'yes'
}

/** The worst number that anybody tells, a person included. */
function readNumber(factor: Factor, rows: (FindingRow | undefined)[], triage: Triage): Reading {
  const name = factor.number ?? ''
  const told = rows.flatMap(r => {
    const value = r?.evidence[name]?.value
    return typeof value === 'number' ? [value] : []
  })
  const said = factor.triage === 'customers-affected' ? triage.customersAffected : undefined
  const all = said === undefined ? told : [...told, said]
  const partial = told.length < rows.length || (rows.length === 0 && said === undefined)
  if (all.length === 0)
    return {
      value: undefined,
      partial: true,
      detail: rows.length === 0 ? 'nobody has said' : 'could not tell',
    }
  const value = Math.max(...all)
  const unit = factor.unit === undefined ? '' : ` ${factor.unit}`
  return { value, partial, detail: `${value}${unit}${partial ? ', not all could tell' : ''}` }
}

function inWords({ test }: SeverityRule, unit = ''): string {
  if ('is' in test) return test.is === 'unknown' ? 'could not be told' : test.is ? 'yes' : 'no'
  const [sign, value] = 'above' in test ? ['>', test.above] : ['≥', test.atLeast]
  return `${sign} ${value}${unit === '' ? '' : ` ${unit}`}`
}
