import type { Message } from '../blocks/index.ts'
import type { Try } from './effect.ts'
import type { MessageRef } from './ports/chat.ts'
import type { Audience } from './ports/outbound.ts'

/** Slack has no idempotency key: if an earlier try may have posted, it is looked up by its effect id first. */
export async function postOnce(
  t: Pick<Try, 'runbook' | 'incident' | 'effect' | 'sentAt' | 'beforeSend'>,
  audience: Audience,
  message: Message,
): Promise<MessageRef> {
  const { runbook, incident, effect } = t
  if (t.sentAt !== undefined) {
    const there = await runbook.outbound.find(incident, audience, effect.id, incident.declaredAt - 60_000)
    if (there !== undefined) return there
  }
  await t.beforeSend()
  return runbook.outbound.post(incident, audience, message, effect.id)
}
