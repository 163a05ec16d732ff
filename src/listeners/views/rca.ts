import { isKnown } from '../../incident/events.ts'
import type { Rca } from '../../incident/learning/rca.ts'
import { rca as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command, type Gesture } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const rca: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident, meta, state }) {
    const base = await shownThen(g, incident.id, Number(meta.r ?? 0))
    await toldRefusal(g, await command(g, incident.id, { type: 'record-rca', rca: modal.read(state), base }))
  },
}

/** What the form showed when it was opened. */
async function shownThen(g: Gesture, incident: string, seq: number): Promise<Rca> {
  if (seq === 0) return {}
  const e = await g.runbook.store.readEvent(incident, seq)
  return e !== undefined && isKnown(e) && e.type === 'rca.recorded' ? e.data.rca : {}
}
