import { channelRef, type Message, message, safe, section } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'

/** To the declarer, where they typed: where it goes on. */
export function welcome(i: Incident): Message {
  const declared = safe`${i.id} is declared as ${i.severity}`
  if (i.channel === undefined)
    return told(
      safe`*${declared}, but it has no channel yet.* The people on call are told directly all the same, and Pitcrew goes on trying to open one.\nTo give it one now, invite Pitcrew to a channel.\n_${i.noChannel?.why ?? 'Slack has not answered'}_`,
    )
  const here = channelRef(i.channel.id)
  if (i.instead !== undefined)
    return told(
      safe`*${declared}. It is run in ${here}*, because its own channel could not be opened.\n_${i.instead}_`,
    )
  return told(safe`*${declared}. It is run in ${here}*: go there, everything is on the pinned panel.`)
}

const told = (text: ReturnType<typeof safe>): Message => message(text, [section(text)])
