import type { Message } from '../../blocks/index.ts'
import { canonical, hashBytes } from '../../incident/chain.ts'
import { event } from '../../incident/events.ts'
import type { Surface } from '../../incident/state.ts'
import { actionRequest, announcement, panel, topic } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { NotSent } from '../ports/faults.ts'
import type { Audience } from '../ports/outbound.ts'
import { postOnce } from '../post-once.ts'

/** Brings one kept-current message up to date with the newest state; says nothing when nothing would change. */
export const renderSurface: EffectHandler = {
  name: 'render-surface',
  settles: 'lookup',
  fails: 'A message could not be brought up to date',
  next: 'It is tried again at the next change; /incident status is always current.',
  async run(t) {
    const surface = t.effect.arg ?? ''
    const now = t.incident.surfaces[surface]
    if (now === undefined) return []
    const of = now.wanted
    const shown = surface === 'topic' ? await setTopic(t, now) : await show(t, surface, now)
    return [event('surface.rendered', { surface, of, ...shown }, 'pitcrew')]
  },
}

type Shown = { digest?: string; channel?: string; ts?: string }

async function setTopic(t: Try, before: Surface): Promise<Shown> {
  const text = topic(t.incident)
  const digest = digestOf(text)
  if (digest === before.digest) return {}
  await t.runbook.outbound.setTopic(t.incident, text)
  return { digest }
}

async function show(t: Try, surface: string, before: Surface): Promise<Shown> {
  const { audience, message } = rendering(t, surface)
  const digest = digestOf(message)
  if (before.ts !== undefined && before.channel !== undefined) {
    if (digest === before.digest) return {}
    try {
      await t.runbook.outbound.edit(t.incident, { channel: before.channel, ts: before.ts }, message)
      return { digest }
    } catch (error) {
      // Somebody deleted it: it is posted anew, since people rely on it.
      if (!(error instanceof NotSent) || error.code !== 'message_not_found') throw error
    }
  }
  return { digest, ...(await postOnce(t, audience, message)) }
}

function rendering({ incident, policy }: Try, surface: string): { audience: Audience; message: Message } {
  if (surface === 'panel') return { audience: { to: 'incident' }, message: panel(incident, policy) }
  if (surface === 'announcement') return { audience: { to: 'emergency' }, message: announcement(incident) }
  const [batch = '', user] = surface.slice('request-'.length).split('-dm-')
  if (user === undefined)
    return { audience: { to: 'incident' }, message: actionRequest(incident, batch, { for: 'channel' }) }
  return { audience: { to: 'direct', user }, message: actionRequest(incident, batch, { for: 'dm' }) }
}

function digestOf(shown: unknown): string {
  return hashBytes(canonical(shown)).slice(0, 16)
}
