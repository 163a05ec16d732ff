import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

export type Diagnose = { type: 'diagnose' }

/** §2.1: one run at a time; its results arrive in one message. */
export function diagnose({ incident }: Given<Diagnose>): Decision {
  if (incident.diagnostics?.running)
    return refuse('Diagnostics are running right now.', 'Their message fills in as answers arrive.')
  return { events: [event('diagnostics.requested', { run: nextRun(incident.diagnostics?.run) })] }
}

/** d1, d2, … */
export const nextRun = (last = 'd0'): string => `${last.slice(0, 1)}${Number(last.slice(1)) + 1}`
