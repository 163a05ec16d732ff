import type { UnknownEvent } from '../incident/events.ts'
import { type Breathe, inPieces, type Names } from '../report/index.ts'
import type { ChatMessage } from './ports/chat-log.ts'
import type { Runbook } from './runbook.ts'

/** Names for every Slack id that a report mentions. */
export async function namesFor(
  runbook: Runbook,
  events: UnknownEvent[],
  chat: ChatMessage[],
  breathe: Breathe,
): Promise<Names> {
  const all = [...events, ...chat.map(m => ({ by: m.user, data: m.text as unknown }))]
  const people = await inPieces(all, part => part.flatMap(e => peopleIn(e.by, e.data)), breathe)
  return runbook.directory.displayNames([...new Set(people)])
}

function peopleIn(by: string, data: unknown): string[] {
  const found = JSON.stringify(data).match(/\b[UW][A-Z0-9]{2,}\b/g) ?? []
  return [by, ...found]
}
