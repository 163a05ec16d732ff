import { decodeMeta, type Meta } from '../blocks/index.ts'
import type { Refusal } from '../incident/decision.ts'
import type { Incident } from '../incident/state.ts'
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
  // In a direct message only those who were told can press.
  const elsewhere =
    g.channel !== undefined && g.channel !== incident.channel?.id && !g.channel.startsWith('D')
  if (incident.visibility === 'private' && elsewhere)
    return {
      refused: 'This button does not belong to an incident that is known.',
      next: 'Use the pinned panel of the incident’s channel.',
    }
  return { incident, meta }
}

/** The incident that is run in this channel. */
export async function incidentHere(g: Gesture): Promise<Incident | undefined> {
  if (g.channel === undefined) return undefined
  const id = await g.runbook.store.findByChannel(g.channel)
  return id === undefined ? undefined : g.runbook.engine.load(id)
}
