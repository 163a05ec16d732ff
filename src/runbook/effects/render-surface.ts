import type { Message } from '../../blocks/index.ts'
import { pitcrew } from '../../incident/decision.ts'
import { event } from '../../incident/events.ts'
import { canonical, hashBytes } from '../../incident/model/chain.ts'
import type { Surface } from '../../incident/state.ts'
import { actionRequest, announcement, checklist, panel, topic } from '../../messages/index.ts'
import { type EffectHandler, manyTries, type Try } from '../effect.ts'
import { NotSent } from '../ports/faults.ts'
import type { Audience } from '../ports/outbound.ts'
import { findEarlier } from '../post-once.ts'

/** Brings one kept-current message up to date with the newest state; says nothing when nothing would change. */
export const renderSurface: EffectHandler = {
  name: 'render-surface',
  settles: 'lookup',
  tries: manyTries,
  fails: 'A message could not be brought up to date',
  next: 'It is tried again at the next change; /incident status is always current.',
  async run(t) {
    const surface = t.effect.arg ?? ''
    const now = t.incident.surfaces[surface]
    if (now === undefined) return []
    const of = now.wanted
    const shown = surface === 'topic' ? await setTopic(t, now) : await show(t, surface, now)
    if (shown === undefined) return []
    return [event('surface.rendered', { surface, of, ...shown }, 'pitcrew')]
  },
}

/** Undefined: another replica draws it. */
type Shown = { digest?: string; channel?: string; ts?: string } | undefined

async function setTopic(t: Try, before: Surface): Promise<Shown> {
  const text = topic(t.incident)
  const digest = digestOf(text)
  if (digest === before.digest) return {}
  return (await write(t, () => t.runbook.outbound.setTopic(t.incident, text))) ? { digest } : undefined
}

/** Longer than this between the look at the lock and the answer, and the lock may have gone meanwhile. */
const suspiciousMs = 1000

/**
 * Slack keeps whichever edit comes last. A replica that was frozen on its way must not write its old picture
 * over a newer one; where it may have, the message is drawn again.
 */
async function write(t: Try, edit: () => Promise<void>): Promise<boolean> {
  if (!(await t.isOurs())) return false
  const at = performance.now()
  await edit()
  if (performance.now() - at < suspiciousMs || (await t.isOurs())) return true
  const surface = t.effect.arg ?? ''
  await t.runbook.engine.handle(t.incident.id, {
    type: 'settle',
    id: `stale-${t.effect.id}-${t.incident.version}`,
    via: 'effect',
    actor: pitcrew,
    events: [event('surface.rendered', { surface, of: 0, digest: 'overwritten' }, 'pitcrew')],
  })
  return false
}

async function show(t: Try, surface: string, before: Surface): Promise<Shown> {
  const { audience, message } = rendering(t, surface)
  const digest = digestOf(message)
  if (before.ts !== undefined && before.channel !== undefined) {
    if (digest === before.digest) return {}
    try {
      const ref = { channel: before.channel, ts: before.ts }
      return (await write(t, () => t.runbook.outbound.edit(t.incident, ref, message)))
        ? { digest }
        : undefined
    } catch (error) {
      // Somebody deleted it: it is posted anew, since people rely on it.
      if (!(error instanceof NotSent) || error.code !== 'message_not_found') throw error
    }
  }
  // Posted by a try that died before it could say so: it may show an older state by now.
  const earlier = await findEarlier(t, audience)
  if (earlier !== undefined) {
    const isDrawn = await write(t, () => t.runbook.outbound.edit(t.incident, earlier, message))
    return isDrawn ? { digest, ...earlier } : undefined
  }
  await t.beforeSend()
  return { digest, ...(await t.runbook.outbound.post(t.incident, audience, message, t.effect.id)) }
}

function rendering({ incident, policy }: Try, surface: string): { audience: Audience; message: Message } {
  if (surface === 'panel') return { audience: { to: 'incident' }, message: panel(incident, policy) }
  if (surface === 'announcement') return { audience: { to: 'emergency' }, message: announcement(incident) }
  if (surface === 'checklist') return { audience: { to: 'incident' }, message: checklist(incident) }
  const [batch = '', user] = surface.slice('request-'.length).split('-dm-')
  if (user === undefined)
    return {
      audience: { to: 'incident' },
      message: actionRequest(incident, batch, { for: 'channel' }, policy),
    }
  return { audience: { to: 'direct', user }, message: actionRequest(incident, batch, { for: 'dm' }, policy) }
}

function digestOf(shown: unknown): string {
  return hashBytes(canonical(shown)).slice(0, 16)
}
