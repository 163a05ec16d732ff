import { z } from 'zod'
import type { FindingRow } from '../incident/events.ts'
import type { ProbePlan } from '../incident/policy.ts'
import { Ambiguous, NotSent, type Why } from './ports/faults.ts'
import type { Ctx, Finding, ProductionPorts } from './probe.ts'
import { probes } from './probes/index.ts'
import { isNotFound } from './require-ok.ts'

const mostWords = 200
/** A timer may fire a little late on a busy machine; later than this, the whole process was held up. */
const heldUpMs = 1000

/** All at once, each with its own time; one that fails or hangs says so and holds nobody up. In plan order. */
export function runProbes(
  plans: ProbePlan[],
  ports: ProductionPorts,
  now: number,
  onRow: (row: FindingRow) => void,
): Promise<FindingRow[]> {
  return Promise.all(
    plans.map(async plan => {
      const row = await runProbe(plan, ports, now)
      onRow(row)
      return row
    }),
  )
}

async function runProbe(plan: ProbePlan, ports: ProductionPorts, now: number): Promise<FindingRow> {
  const started = performance.now()
  const finding = await withTimeout(plan, ports, now)
  const row = {
    key: plan.key,
    title: plan.title,
    verdict: finding.verdict,
    detail: finding.detail,
    tookMs: Math.round(performance.now() - started),
    evidence: finding.verdict === 'unknown' ? {} : finding.evidence,
  }
  return 'why' in finding && finding.why !== undefined ? { ...row, why: finding.why } : row
}

async function withTimeout(plan: ProbePlan, ports: ProductionPorts, now: number): Promise<Finding> {
  const controller = new AbortController()
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  // A probe that ignores its signal is left behind, not waited for.
  const timeout = new Promise<Finding>(resolve => {
    timer = setTimeout(() => {
      resolve(fromFault(plan, lateBy(plan.timeoutMs, performance.now() - started)))
      controller.abort()
    }, plan.timeoutMs)
  })
  try {
    return await Promise.race([run(plan, { ports, signal: controller.signal, now }), timeout])
  } finally {
    clearTimeout(timer)
  }
}

/** A timer that fires late means that this process was held up: what was asked may have answered meanwhile. */
function lateBy(limitMs: number, tookMs: number): NotSent {
  const seconds = `${limitMs / 1000} s`
  return tookMs > limitMs + heldUpMs
    ? new NotSent('held-up', 'Pitcrew itself was held up while it waited', { why: 'fault' })
    : new NotSent('timeout', `timed out after ${seconds}`, {
        why: 'timeout',
        brief: `no answer within ${seconds}`,
      })
}

async function run(plan: ProbePlan, ctx: Ctx): Promise<Finding> {
  const probe = probes[plan.kind]
  if (probe === undefined)
    return { verdict: 'unknown', why: 'fault', detail: `Pitcrew has no probe of kind ${plan.kind}` }
  try {
    const isAssumed = plan.isAssumed === true
    const finding = await probe.run(plan.params, { ...ctx, isAssumed })
    return isAssumed && isNowhere(finding) ? absent(finding.detail) : finding
  } catch (error) {
    return fromFault(plan, error)
  }
}

/** No answer is down, where the question is whether it answers. Whatever keeps Pitcrew from asking is unknown. */
function fromFault(plan: ProbePlan, error: unknown): Finding {
  const whenSilent = probes[plan.kind]?.whenSilent
  const fault = error instanceof Ambiguous && error.cause instanceof NotSent ? error.cause : error
  if (!(fault instanceof NotSent)) return { verdict: 'unknown', why: 'fault', detail: inShort(fault) }
  const { why, brief } = fault
  if (plan.isAssumed === true && fault.isAbsent) return absent(fault.message)
  if (whenSilent === undefined || !aboutTheOtherSide.has(why))
    return { verdict: 'unknown', why, detail: inShort(fault) }
  const detail = brief === undefined ? inShort(fault) : whenSilent(brief)
  return { verdict: 'unhealthy', why, detail: detail.slice(0, mostWords), evidence: {} }
}

const aboutTheOtherSide = new Set<Why>(['timeout', 'refused', 'malformed'])

const isNowhere = (finding: Finding) =>
  finding.verdict === 'unhealthy' && isNotFound(Number(finding.evidence.status?.value))

/** Nothing is wrong with what was only assumed to exist; nor does that make anything well. */
const absent = (answer: string): Finding => ({
  verdict: 'unknown',
  why: 'absent',
  detail: `not there (${answer}); the playbook marks it as an assumption`,
})

/** One line for people: a stack or a list of issues belongs in the log. */
function inShort(error: unknown): string {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined
  if (issue !== undefined)
    return `its parameters do not fit: ${[...issue.path, issue.message].join(' ')}`.slice(0, mostWords)
  const words = error instanceof Error ? error.message : String(error)
  return (words.split('\n')[0] ?? '').slice(0, mostWords) || 'failed without a word'
}
