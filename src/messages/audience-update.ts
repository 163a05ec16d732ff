import { author, channelRef, context, join, type Message, message, safe, section } from '../blocks/index.ts'
import type { IncidentEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'
import { headline, statusWord } from './words.ts'

/** An update for those who follow from afar: executives, customer success, security. */
export function audienceUpdate(i: Incident, e: Extract<IncidentEvent, { type: 'update.posted' }>): Message {
  const head = safe`*${headline(i)}* (${statusWord[i.status]})`
  const where = i.channel === undefined ? undefined : channelRef(i.channel.id)
  return message(safe`${headline(i)}: ${e.data.text}`, [
    section(safe`${head}\n${e.data.text}`),
    context(join([safe`${i.id}`, safe`by ${author(e.by)}`, where], ' · ')),
  ])
}
