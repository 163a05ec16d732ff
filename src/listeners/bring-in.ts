import type { Incident } from '../incident/state.ts'
import { toldRefusal } from './answer.ts'
import type { Gesture } from './listen.ts'

/** Invites the person who pressed the button into the incident's channel, and tells them when Slack refuses. */
export async function bringIn(g: Gesture, { id, channel }: Incident): Promise<boolean> {
  if (channel === undefined) {
    await toldRefusal(g, {
      refused: `${id} has no channel yet.`,
      next: `Use commands with the incident’s id until Pitcrew has opened one: /incident status ${id}`,
    })
    return false
  }
  const [refused] = await g.runbook.chat.invite(channel.id, [g.user])
  if (refused === undefined) return true
  await toldRefusal(g, {
    refused: `Slack did not let Pitcrew invite you into #${channel.name} (${refused.why}).`,
    next: `Ask a member of #${channel.name} to invite you. Until then, use commands with the incident’s id: /incident status ${id}`,
  })
  return false
}
