import type { Runbook } from '../../runbook/runbook.ts'

const keepMs = 5000
const known = new WeakMap<Runbook, Map<string, { at: number; id: string | undefined }>>()

/** The incident that is run in a channel; busy channels ask once in a few seconds, not for every word. */
export async function incidentIn(runbook: Runbook, channel: string): Promise<string | undefined> {
  const memo = known.get(runbook) ?? new Map()
  known.set(runbook, memo)
  const hit = memo.get(channel)
  const now = performance.now()
  if (hit !== undefined && now - hit.at < keepMs) return hit.id
  const id = await runbook.store.findByChannel(channel)
  // What is not there yet may be there in a moment.
  if (id !== undefined) memo.set(channel, { at: now, id })
  if (memo.size > 500) memo.clear()
  return id
}
