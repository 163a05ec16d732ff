import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { nextRun } from './diagnose.ts'

/** §4.1: all parts, or those that are named. One run at a time. */
export type Investigate = { type: 'investigate'; parts: string[] }

export function investigate({ incident, command }: Given<Investigate>): Decision {
  if (incident.investigation?.running)
    return refuse('An investigation is under way.', 'Its message fills in as the parts answer.')
  const run = nextRun(incident.investigation?.run ?? 'v0')
  return { events: [event('investigation.requested', { run, parts: command.parts })] }
}
