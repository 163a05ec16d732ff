import type { Decision, Given } from '../decision.ts'
import { event, type GateRow } from '../events.ts'
import { resolvedEvents } from '../lifecycle/resolve.ts'
import { isOpen } from '../state.ts'

/** The gate's outcome; when *Resolve* asked for it and it passed, the incident resolves by itself. */
export type FinishRecovery = { type: 'finish-recovery'; rows: GateRow[]; effect: string }

export function finishRecovery({ incident, command: c, policy, now }: Given<FinishRecovery>): Decision {
  const passed = c.rows.length > 0 && c.rows.every(r => r.verdict === 'healthy' || r.required === false)
  const closing = incident.closing
  const asked = closing === undefined ? 'person' : 'resolve'
  const validated = event(
    'recovery.validated',
    { passed, rows: c.rows, for: asked, effect: c.effect },
    'pitcrew',
  )
  if (!passed || closing === undefined || !isOpen(incident)) return { events: [validated] }
  return { events: [validated, ...resolvedEvents({ incident, policy, now }, closing.summary, closing.by)] }
}
