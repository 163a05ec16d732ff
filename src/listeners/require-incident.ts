import { decodeMeta, type Meta } from '../blocks/index.ts'
import type { Refusal } from '../incident/decision.ts'
import { knowsOf, wasAsked } from '../incident/lifecycle/visibility.ts'
import type { Incident } from '../incident/state.ts'
import type { Gesture } from './listen.ts'

export type Found = { incident: Incident; meta: Meta } | Refusal

/**
 * The incident that a button or modal names. A value that is not ours, or a button pressed in another
 * incident's channel, is refused: what it names was looked up, not believed.
 */
export async function requireIncident(g: Gesture, value: string | undefined, by?: string): Promise<Found> {
  const meta = decodeMeta(value)
  const incident = meta?.i === undefined ? undefined : await g.runbook.engine.load(meta.i)
  if (meta === undefined || incident === undefined)
    return {
      refused: 'This button does not belong to an incident that is known.',
      next: 'Use the pinned panel of the incident’s channel.',
    }
  // A forged value names whatever it likes: a private incident is there only for those who may know of it.
  if (!(await maySee(g, incident, ofRequests.has(by ?? ''))))
    return {
      refused: 'This button does not belong to an incident that is known.',
      next: 'Use the pinned panel of the incident’s channel.',
    }
  return { incident, meta }
}

/** Buttons and forms of a request: whoever was asked to approve it may use them. */
const ofRequests = new Set<string>([
  'approve',
  'ask-again',
  'it-did-not-happen',
  'it-happened',
  'open-reject',
  'open-run-alone',
  'reject',
  'review-action',
  'run-alone',
  'settle-outcome',
])

/**
 * Whether whoever acts may know of the incident: in its own channel, which Slack vouches for, else by their part in it
 * or by being in that channel. In another channel others would read the answer.
 */
async function maySee(g: Gesture, incident: Incident, isOfRequest: boolean): Promise<boolean> {
  const channel = incident.channel?.id
  if (incident.visibility === 'public' || (channel !== undefined && g.channel === channel)) return true
  if (g.channel !== undefined && !g.channel.startsWith('D')) return false
  if (knowsOf(incident, g.user) || (isOfRequest && wasAsked(incident, g.user))) return true
  return channel !== undefined && g.runbook.directory.isMember(channel, g.user)
}

/** The incident that was named, if this person may know of it; else the one that is run in this channel. */
export async function incidentHere(g: Gesture): Promise<Incident | undefined> {
  if (g.incident !== undefined) {
    const named = await g.runbook.engine.load(g.incident)
    if (named === undefined || g.channel === named.channel?.id || knowsOf(named, g.user)) return named
    const channel = named.channel?.id
    const isIn = channel !== undefined && (await g.runbook.directory.isMember(channel, g.user))
    return isIn ? named : undefined
  }
  if (g.channel === undefined) return undefined
  const id = await g.runbook.store.findByChannel(g.channel)
  return id === undefined ? undefined : g.runbook.engine.load(id)
}
