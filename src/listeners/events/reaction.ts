import type { Actor } from '../../incident/decision.ts'
import type { Runbook } from '../../runbook/runbook.ts'
import { incidentIn } from './incident-in.ts'

export type ReactionEvent = {
  type: string
  user: string
  reaction: string
  item: { type: string; channel?: string; ts?: string }
  event_ts: string
}
/** ⏱: this belongs into the story. */
const promoting = new Set(['stopwatch', 'timer_clock', 'pushpin'])

/** Reactions are kept with their message; a stopwatch takes the message into the timeline. */
export async function reactionSeen(runbook: Runbook, e: ReactionEvent): Promise<void> {
  const { channel, ts } = e.item
  const incident = channel === undefined ? undefined : await incidentIn(runbook, channel)
  if (incident === undefined || ts === undefined) return
  await runbook.chatLog.react(incident, ts, e.reaction, e.user, e.type === 'reaction_added')
  if (e.type === 'reaction_added' && promoting.has(e.reaction)) await promote(runbook, incident, ts, e.user)
}

export type PinEvent = { user: string; item: { type: string; channel?: string; message?: { ts?: string } } }

/** A pin says the same as a stopwatch. */
export async function pinSeen(runbook: Runbook, e: PinEvent): Promise<void> {
  const { channel, message } = e.item
  const incident = channel === undefined ? undefined : await incidentIn(runbook, channel)
  if (incident !== undefined && message?.ts !== undefined)
    await promote(runbook, incident, message.ts, e.user)
}

async function promote(runbook: Runbook, incident: string, ts: string, user: string): Promise<void> {
  const said = (await runbook.chatLog.list(incident)).find(m => m.ts === ts)
  if (said === undefined || said.text === '') return
  const state = await runbook.engine.load(incident)
  if (state === undefined) return
  const actor: Actor = await runbook.directory.actor(user, await runbook.policies.of(state.playbook))
  const { text, at, user: author } = said
  const given = { type: 'promote-message' as const, message: ts, text, author, at }
  await runbook.engine.handle(incident, { ...given, id: `promote-${ts}`, via: 'reaction', actor })
}
