import type { Incident } from '../../incident/state.ts'
import { refuse } from '../answer.ts'
import type { Gesture } from '../listen.ts'
import { incidentHere } from '../require-incident.ts'

/** For subcommands that need an incident: runs with the channel's own, or says where to go. */
export async function withIncident(g: Gesture, work: (i: Incident) => Promise<void>): Promise<void> {
  const incident = await incidentHere(g)
  if (incident !== undefined) return work(incident)
  const refused =
    g.incident === undefined ? 'No incident is run in this channel.' : `${g.incident} is not known.`
  const next =
    'Type it in the incident’s own channel, or name the incident first: /incident ack INC-… (/incident list shows them).'
  await refuse(g, { refused, next })
}
