import type { Incident } from '../../incident/state.ts'
import { refusal } from '../../messages/index.ts'
import { type Gesture, tell } from '../listen.ts'
import { incidentHere } from '../require-incident.ts'

/** For subcommands that need an incident: runs with the channel's own, or says where to go. */
export async function withIncident(g: Gesture, work: (i: Incident) => Promise<void>): Promise<void> {
  const incident = await incidentHere(g)
  if (incident !== undefined) return work(incident)
  const next =
    'Type it in the incident’s own channel (/incident list shows them), or open one: /incident declare'
  await tell(g, refusal({ refused: 'No incident is run in this channel.', next }))
}
