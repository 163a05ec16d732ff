import type { Names } from '../blocks/index.ts'
import type { UnknownEvent } from '../incident/events.ts'
import { type Breathe, inPieces } from '../report/index.ts'
import type { ChatMessage } from './ports/chat-log.ts'
import type { Runbook } from './runbook.ts'

/** Names for every person, group and channel that a report mentions. */
export async function namesFor(
  runbook: Runbook,
  events: UnknownEvent[],
  chat: ChatMessage[],
  breathe: Breathe,
): Promise<Names> {
  const all = [
    ...events,
    ...chat.map(m => ({ by: m.user, data: [m.text, ...m.edits.map(e => e.before)] as unknown })),
  ]
  const ids = await inPieces(all, part => part.flatMap(e => idsIn(e.by, e.data)), breathe)
  return runbook.directory.displayNames([...new Set(ids)])
}

function idsIn(by: string, data: unknown): string[] {
  const text = JSON.stringify(data)
  const people = text.match(/\b[UW][A-Z0-9]{2,}\b/g) ?? []
  const others = [...text.matchAll(/<(?:#|!subteam\^)([CGS][A-Z0-9]+)/g)].map(([, id = '']) => id)
  return [by, ...people, ...others]
}
