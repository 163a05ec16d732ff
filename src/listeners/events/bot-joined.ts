import { adoptChannel } from '../../runbook/adopt-channel.ts'
import { lossKey } from '../../runbook/effects/tell-commander.ts'
import type { Runbook } from '../../runbook/runbook.ts'

export type JoinedEvent = { user: string; channel: string; inviter?: string }

/** Somebody has invited Pitcrew to a channel: an incident that has none moves in. Its own joins name no inviter. */
export async function botJoined(runbook: Runbook, e: JoinedEvent, self: string | undefined): Promise<void> {
  if (e.user !== self || e.inviter === undefined) return
  const incident = await runbook.store.findByChannel(e.channel)
  if (incident === undefined) return adoptChannel(runbook, e.channel, e.inviter)
  // Pitcrew is back where it was: another loss is news again.
  await runbook.store.keep(lossKey(incident), undefined, 0)
}
