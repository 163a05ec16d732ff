import { channelRef, type Message, message, safe, section } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'

/** An incident's channel became one that another company reads. */
export function channelShared(i: Incident): Message {
  const where = i.channel === undefined ? safe`The incident channel` : channelRef(i.channel.id)
  const what = safe`${where} is now shared with another company (Slack Connect).`
  return message(safe`${i.id}: ${what}`, [
    section(
      safe`⚠️ *${what}* Its people can read everything that is said and posted here, and what Pitcrew posts. Stop sharing the channel, or say nothing in it that they must not know.`,
    ),
  ])
}
