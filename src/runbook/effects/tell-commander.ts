import type { Message } from '../../blocks/index.ts'
import { type IncidentEvent, isKnown } from '../../incident/events.ts'
import { knowsOf } from '../../incident/lifecycle/visibility.ts'
import { goesIntoChannel } from '../../incident/surfaces/places.ts'
import { channelLost, notice } from '../../messages/index.ts'
import { type EffectHandler, manyTries, type Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import type { MessageRef } from '../ports/chat.ts'
import { TryLater } from '../ports/faults.ts'
import type { Audience } from '../ports/outbound.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** For how long a channel that cannot be written to is not explained anew (ms). */
const explainedForMs = 3_600_000
/** Whoever explains it has so long; then somebody else does (ms). */
const explainsWithinMs = 30_000
const waitMs = 1000
export const lossKey = (incident: string) => `channel-lost:${incident}`

/**
 * When the incident's channel cannot be written to, the commander (else the declarer) reads directly what would have
 * stood there. The first message says why and what mends it; the others stand in its thread.
 */
export const tellCommander: EffectHandler = {
  name: 'tell-commander',
  settles: 'lookup',
  tries: manyTries,
  fails: 'The commander could not be told directly',
  next: 'See /incident status for where things stand.',
  async run(t) {
    const { incident, runbook, effect, policy } = t
    const failed = await readCause(t, 'effect.settled')
    if (failed === undefined) return [settled(effect, 'skipped', 'nothing to say')]
    const cause = await readLost(t, failed.data.effect)
    const lost = cause === undefined ? undefined : notice(cause, incident, policy)
    const user = incident.roles.commander ?? incident.declaredBy
    const { store } = runbook
    const first = `first ${effect.id}`
    const isFirst =
      (await store.keepOnce(lossKey(incident.id), first, explainsWithinMs)) ||
      (await store.kept(lossKey(incident.id))) === first
    if (isFirst) {
      const why = failed.data.detail ?? 'Slack refused it'
      const post = await explain(t, { to: 'direct', user }, channelLost(incident, why, lost))
      await store.keep(lossKey(incident.id), post.ts, explainedForMs)
      await tellAsked(t, cause, lost)
      return [settled(effect, 'done')]
    }
    if (lost === undefined)
      return [settled(effect, 'skipped', 'the commander knows that nothing can be said')]
    const thread = await store.kept(lossKey(incident.id))
    if (thread?.startsWith('first ')) throw new TryLater(waitMs, 'the first message explains it')
    const to = { to: 'direct' as const, user, ...(thread === undefined ? {} : { thread }) }
    await postOnce(t, to, lost)
    await tellAsked(t, cause, lost)
    return [settled(effect, 'done')]
  },
}

/** The first message. Where it does not get through, the next to come explains it. */
async function explain(t: Try, to: Audience, message: Message): Promise<MessageRef> {
  try {
    return await postOnce(t, to, message)
  } catch (error) {
    await t.runbook.store.keep(lossKey(t.incident.id), undefined, 0)
    throw error
  }
}

/** What the effect was to say; nothing where it only said that something else could not be written there. */
async function readLost({ runbook, incident }: Try, id: string): Promise<IncidentEvent | undefined> {
  const seq = Number(/-e(\d+)-/.exec(id)?.[1] ?? 0)
  const cause = await runbook.store.readEvent(incident.id, seq)
  if (cause === undefined || !isKnown(cause)) return undefined
  return cause.type === 'effect.settled' && goesIntoChannel(cause.data) ? undefined : cause
}

/** Whoever is asked to confirm an end would have read it in the channel. */
async function tellAsked(t: Try, cause: IncidentEvent | undefined, lost: Message | undefined): Promise<void> {
  if (lost === undefined) return
  const asked =
    cause?.type === 'cancel.requested' || cause?.type === 'override.requested' ? cause.data.people : []
  const mayKnow = (asked ?? []).filter(user => knowsOf(t.incident, user))
  for (const user of mayKnow) await postOnce(t, { to: 'direct', user }, lost)
}
