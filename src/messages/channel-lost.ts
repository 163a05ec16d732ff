import { channelRef, context, join, type Message, message, safe, section } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { asMarkup } from './speech.ts'

/** To the commander, directly: the channel cannot be written to, what mends that, and what would have stood there. */
export function channelLost(i: Incident, why: string, lost: Message | undefined): Message {
  const where = i.channel === undefined ? safe`the incident’s channel` : channelRef(i.channel.id)
  const text = safe`⚠️ Pitcrew cannot write in ${where}: ${asMarkup(why)}. It has told only you.`
  const meanwhile = safe`Until that is mended, run the incident from here: every command takes its id, such as \`/incident status ${i.id}\`, and Pitcrew’s Home tab has its buttons.`
  return message(text, [section(join([text, meanwhile], '\n')), ...quoted(lost)])
}

const quoted = (lost: Message | undefined) =>
  lost === undefined ? [] : [context(safe`What was to be said there:`), ...lost.blocks]
