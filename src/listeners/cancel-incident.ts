import type { Incident } from '../incident/state.ts'
import { toldRefusal } from './answer.ts'
import { listConfirmers } from './list-confirmers.ts'
import { command, type Gesture } from './listen.ts'

/** Cancels, or asks a second person to confirm where probes fail. */
export async function cancelIncident(g: Gesture, incident: Incident, reason: string): Promise<void> {
  const ask = await listConfirmers(g, incident)
  await toldRefusal(g, await command(g, incident.id, { type: 'cancel', reason, ask }))
}
