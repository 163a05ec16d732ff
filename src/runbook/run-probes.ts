import { z } from 'zod'
import type { FindingRow } from '../incident/events.ts'
import type { ProbePlan } from '../incident/policy.ts'
import { NotSent } from './ports/faults.ts'
import type { Ctx, Finding, ProductionPorts } from './probe.ts'
import { probes } from './probes/index.ts'

const mostWords = 200

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
  return finding.verdict === 'unknown' ? { ...row, why: finding.why } : row
}

async function withTimeout(plan: ProbePlan, ports: ProductionPorts, now: number): Promise<Finding> {
  const late: Finding = {
    verdict: 'unknown',
    why: 'timeout',
    detail: `timed out after ${plan.timeoutMs / 1000} s`,
  }
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  // A probe that ignores its signal is left behind, not waited for.
  const timeout = new Promise<Finding>(resolve => {
    timer = setTimeout(() => {
      resolve(late)
      controller.abort()
    }, plan.timeoutMs)
  })
  try {
    return await Promise.race([run(plan, { ports, signal: controller.signal, now }), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function run(plan: ProbePlan, ctx: Ctx): Promise<Finding> {
  const probe = probes[plan.kind]
  if (probe === undefined)
    return { verdict: 'unknown', why: 'fault', detail: `Pitcrew has no probe of kind ${plan.kind}` }
  try {
    return await probe.run(plan.params, ctx)
  } catch (error) {
    return { verdict: 'unknown', why: error instanceof NotSent ? error.why : 'fault', detail: inShort(error) }
  }
}

/** One line for people: a stack or a list of issues belongs in the log. */
function inShort(error: unknown): string {
  const issue = error instanceof z.ZodError ? error.issues[0] : undefined
  if (issue !== undefined)
    return `its parameters do not fit: ${[...issue.path, issue.message].join(' ')}`.slice(0, mostWords)
  const words = error instanceof Error ? error.message : String(error)
  return (words.split('\n')[0] ?? '').slice(0, mostWords) || 'failed without a word'
}
