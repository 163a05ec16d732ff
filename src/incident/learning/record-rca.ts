import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { merge, type Rca } from './rca.ts'

/** §4.2: what a form says; `base` is what it showed when it was opened. */
export type RecordRca = { type: 'record-rca'; rca: Rca; base: Rca }

export function recordRca({ incident, command }: Given<RecordRca>): Decision {
  const merged = merge(incident.rca ?? {}, command.base, command.rca)
  if (Object.keys(merged).length === 0)
    return refuse('Nothing was filled in.', 'Answer the first “why”, or write down one factor.')
  return { events: [event('rca.recorded', { rca: merged })] }
}
