import { authoriseSettlement } from '../authorise.ts'
import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { followed } from '../settle.ts'

/** A person says what became of an action that nobody else can tell: whether it happened, and what they saw. */
export type SettleOutcome = { type: 'settle-outcome'; request: string; happened: boolean; saw: string }

/** Frees the target. One that happened has its way back from then on. */
export function settleOutcome({ incident, command: c, policy }: Given<SettleOutcome>): Decision {
  const r = incident.requests[c.request]
  if (r === undefined)
    return refuse('This action is not known in this incident.', 'See /incident status for what is open.')
  if (r.status !== 'unknown')
    return refuse(
      r.settled === undefined
        ? `The outcome of “${r.title}” is known or not due: it is ${r.status}.`
        : `<@${r.settled.by}> has settled this already.`,
      'Its message shows what became of it.',
    )
  if (r.lookAt !== undefined)
    return refuse(
      'Pitcrew is still looking at production for the outcome.',
      'Wait until it says that it cannot tell; that takes minutes at most.',
    )
  const refusal = authoriseSettlement(c.actor, r, policy)
  if (refusal) return refusal
  const saw = c.saw.trim().slice(0, 500)
  if (saw === '') return refuse('Say what you saw in production.', 'One sentence is enough.')
  const { id: request, kind, target } = r
  const settled = event('action.settled', { request, kind, target, happened: c.happened, saw })
  const detail = `${c.happened ? 'it happened' : 'it did not happen'}, as a person saw: ${saw}`
  if (!c.happened) {
    const next = 'Ask again if it is still needed.'
    return { events: [settled, event('action.failed', { request, kind, target, detail, next })] }
  }
  const succeeded = event('action.succeeded', { request, kind, target, detail })
  return { events: [settled, succeeded, ...followed(incident, succeeded)] }
}
