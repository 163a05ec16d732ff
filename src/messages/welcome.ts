import { channelRef, type Message, message, safe, section } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'

/** To the declarer, where they typed: where it goes on. */
export function welcome(i: Incident): Message {
  const text = safe`${i.id} is declared as ${i.severity}. It is run in ${channelRef(i.channel?.id ?? '')}: go there, everything is on the pinned panel.`
  return message(text, [section(text)])
}
