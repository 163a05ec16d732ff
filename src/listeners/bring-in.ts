import type { Incident } from '../incident/state.ts'
import { type Gesture, toldRefusal } from './listen.ts'

/** Invites whoever pressed into the incident's channel; they are told when they cannot be brought in. */
export async function bringIn(g: Gesture, { id, channel }: Incident): Promise<boolean> {
  if (channel === undefined) {
    await toldRefusal(g, {
      refused: `${id} has no channel yet.`,
      next: `Everything can be done from anywhere with its id: /incident status ${id}`,
    })
    return false
  }
  const [refused] = await g.runbook.chat.invite(channel.id, [g.user])
  if (refused === undefined) return true
  await toldRefusal(g, {
    refused: `Slack did not let Pitcrew invite you into #${channel.name} (${refused.why}).`,
    next: `Ask somebody who is in it to invite you. Commands work from anywhere: /incident status ${id}`,
  })
  return false
}
