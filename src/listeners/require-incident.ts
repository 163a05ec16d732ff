import { decodeMeta, type Meta } from '../blocks/index.ts'
import type { Refusal } from '../incident/decision.ts'
import type { Incident } from '../incident/state.ts'
import { knowsOf } from '../incident/visibility.ts'
import type { Gesture } from './listen.ts'

export type Found = { incident: Incident; meta: Meta } | Refusal

/**
 * The incident that a button or modal names. A value that is not ours, or a button pressed in another
 * incident's channel, is refused: what it names was looked up, not believed.
 */
export async function requireIncident(g: Gesture, value: string | undefined): Promise<Found> {
  const meta = decodeMeta(value)
  const incident = meta?.i === undefined ? undefined : await g.runbook.engine.load(meta.i)
  if (meta === undefined || incident === undefined)
    return {
      refused: 'This button does not belong to an incident that is known.',
      next: 'Use the pinned panel of the incident’s channel.',
    }
  // A forged value names whatever it likes: outside its channel a private one is there only for those who know of it.
  const elsewhere = g.channel !== undefined && g.channel !== incident.channel?.id
  if (
    elsewhere &&
    !(g.channel?.startsWith('D') === true && knowsOf(incident, g.user)) &&
    incident.visibility === 'private'
  )
    return {
      refused: 'This button does not belong to an incident that is known.',
      next: 'Use the pinned panel of the incident’s channel.',
    }
  return { incident, meta }
}

/** The incident that was named, if this person may know of it; else the one that is run in this channel. */
export async function incidentHere(g: Gesture): Promise<Incident | undefined> {
  if (g.incident !== undefined) {
    const named = await g.runbook.engine.load(g.incident)
    if (named === undefined || g.channel === named.channel?.id || knowsOf(named, g.user)) return named
    return undefined
  }
  if (g.channel === undefined) return undefined
  const id = await g.runbook.store.findByChannel(g.channel)
  return id === undefined ? undefined : g.runbook.engine.load(id)
}
