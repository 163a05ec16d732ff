import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

export type Diagnose = { type: 'diagnose' }

/**
 * §2.1: one run at a time; its results arrive in one message. A run on the schedule has no message, so that whoever
 * asks meanwhile gets a run of their own. A batch of actions that waits for the probes is judged by that run as well.
 */
export function diagnose({ incident }: Given<Diagnose>): Decision {
  const { diagnostics, checkAfter: after } = incident
  if (diagnostics?.running === true && diagnostics.quiet !== true)
    return refuse('Diagnostics are running right now.', 'Their message fills in as answers arrive.')
  const run = nextRun(diagnostics?.run)
  return { events: [event('diagnostics.requested', { run, ...(after === undefined ? {} : { after }) })] }
}

/** d1, d2, … */
export const nextRun = (last = 'd0'): string => `${last.slice(0, 1)}${Number(last.slice(1)) + 1}`
