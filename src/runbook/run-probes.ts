import type { FindingRow } from '../incident/events.ts'
import type { ProbePlan } from '../incident/policy.ts'
import { NotSent } from './ports/faults.ts'
import type { Finding, ProductionPorts, UnknownWhy } from './probe.ts'
import { probes } from './probes/index.ts'

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
    detail: `no answer within ${plan.timeoutMs / 1000} s`,
  }
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  // A probe that ignores its signal is left behind, not waited for.
  const timeout = new Promise<Finding>(resolve => {
    timer = setTimeout(() => {
      controller.abort()
      resolve(late)
    }, plan.timeoutMs)
  })
  const probe = probes[plan.kind]
  const work: Promise<Finding> =
    probe === undefined
      ? Promise.reject(new Error(`no probe of kind ${plan.kind}`))
      : probe.run(plan.params, { ports, signal: controller.signal, now })
  const answer = work.catch((error: unknown) => (controller.signal.aborted ? late : toUnknown(error)))
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function toUnknown(error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error)
  const why: UnknownWhy = error instanceof NotSent ? whyOf(error.code) : 'fault'
  return { verdict: 'unknown', why, detail }
}

function whyOf(code: string): UnknownWhy {
  if (code === 'ECONNREFUSED') return 'refused'
  if (/denied|28P01|NOAUTH|WRONGPASS/i.test(code)) return 'denied'
  return 'fault'
}
