import { isOpen } from '../../incident/state.ts'
import { channelShared as words } from '../../messages/index.ts'
import type { Runbook } from '../../runbook/runbook.ts'

export type SharedEvent = { channel: string; connected_team_id?: string; event_ts: string }

/** Slack may deliver an event again, to any replica. */
const onceMs = 3_600_000

/** Another company reads an incident's channel from now on: said there, and to the commander directly. */
export async function channelShared(runbook: Runbook, e: SharedEvent): Promise<void> {
  const id = await runbook.store.findByChannel(e.channel)
  const incident = id === undefined ? undefined : await runbook.engine.load(id)
  if (incident === undefined || !isOpen(incident)) return
  const effect = `shared-${e.channel}-${e.event_ts}`
  if (!(await runbook.store.keepOnce(effect, '1', onceMs))) return
  const commander = incident.roles.commander ?? incident.declaredBy
  const audiences = [{ to: 'incident' as const }, { to: 'direct' as const, user: commander }]
  const told = await Promise.allSettled(
    audiences.map(to => runbook.outbound.post(incident, to, words(incident), effect)),
  )
  for (const t of told)
    if (t.status === 'rejected')
      runbook.log.warn({ err: t.reason, incident: id }, 'nobody could be warned there of a shared channel')
}
