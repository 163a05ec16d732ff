import { redact } from '../blocks/index.ts'
import type { EventData } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import { type Collected, investigations } from './investigations/index.ts'
import type { ProductionPorts } from './probe.ts'

export type PartResult = EventData<'investigation.collected'>['parts'][number]
type Given = { policy: Policy; ports: ProductionPorts; now: number; stem: string }
type Outcome = { results: PartResult[]; collected: Collected[] }

/** All parts side by side, each within the time that the playbook gives; one that fails says why. In their order. */
export async function runInvestigation(
  parts: string[],
  given: Given,
  onResult: (result: PartResult) => void,
): Promise<Outcome> {
  const wanted = investigations.filter(i => parts.length === 0 || parts.includes(i.part))
  const all = await Promise.all(
    wanted.map(async ({ part, title, collect }) => {
      const started = performance.now()
      const found = await withinTime(given, signal =>
        collect({ ...given, plan: given.policy.investigation, signal }),
      )
      const tookMs = Math.round(performance.now() - started)
      const result: PartResult =
        'failed' in found
          ? { part, title, failed: found.failed, lines: [], facts: null, tookMs }
          : { part, title, lines: found.lines, facts: found.facts, tookMs }
      onResult(result)
      return { result, collected: 'failed' in found ? undefined : found }
    }),
  )
  return {
    results: all.map(a => a.result),
    collected: all.flatMap(a => (a.collected === undefined ? [] : [a.collected])),
  }
}

/** What a part may take to put together what it has read: a tenth of its time, and at most this. */
const mostClosingMs = 4000
const closingShare = 10

async function withinTime(
  { policy }: Given,
  collect: (signal: AbortSignal) => Promise<Collected>,
): Promise<Collected | { failed: string }> {
  const limit = policy.investigation.timeoutMs
  const controller = new AbortController()
  const tooLate = { failed: `it took longer than ${limit / 1000} s` }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<{ failed: string }>(resolve => {
    timer = setTimeout(() => resolve(tooLate), limit)
  })
  // A little earlier, so that a part can hand over what it has read until then.
  const warning = setTimeout(() => controller.abort(), limit - Math.min(mostClosingMs, limit / closingShare))
  try {
    const found = collect(controller.signal).catch(error =>
      controller.signal.aborted ? tooLate : inShort(error),
    )
    return await Promise.race([found, late])
  } finally {
    clearTimeout(timer)
    clearTimeout(warning)
    controller.abort()
  }
}

function inShort(error: unknown): { failed: string } {
  const words = error instanceof Error ? error.message : String(error)
  return { failed: redact(words.split('\n')[0] ?? '').slice(0, 300) || 'it failed without a word' }
}
