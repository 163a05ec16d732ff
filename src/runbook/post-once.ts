import type { Message } from '../blocks/index.ts'
import type { Try } from './effect.ts'
import type { MessageRef } from './ports/chat.ts'
import type { Audience } from './ports/outbound.ts'

/** Slack has no idempotency key: if an earlier try may have posted, it is looked up by its effect id first. */
export async function postOnce(
  t: Earlier & Pick<Try, 'beforeSend' | 'atOnce'>,
  audience: Audience,
  message: Message,
): Promise<MessageRef> {
  const there = await findEarlier(t, audience)
  if (there !== undefined) return there
  const { atOnce, beforeSend } = t
  return t.runbook.outbound.post(t.incident, audience, message, t.effect.id, { atOnce, beforeSend })
}

/** Slack's clock may be so far behind ours, and ours may have been put back by an hour. */
const clockSlackMs = 65 * 60_000

/** What an earlier try has posted, if it has; it may show an older state. Nobody tries before the cause. */
export async function findEarlier(
  { runbook, incident, effect, cause, sentAt }: Earlier,
  audience: Audience,
): Promise<MessageRef | undefined> {
  if (sentAt === undefined) return undefined
  const since = (cause?.at ?? incident.declaredAt) - clockSlackMs
  return runbook.outbound.find(incident, audience, effect.id, since)
}
type Earlier = Pick<Try, 'runbook' | 'incident' | 'effect' | 'cause' | 'sentAt'>
