/** Tried by the process that appends their cause, right away; what fails goes to a queue. */
const atOnce = new Set([
  'ping-person',
  'announce-escalation',
  'remind-person',
  'warn-commander',
  'ask-holder',
])

export const isTriedAtOnce = (effect: { name: string }): boolean => atOnce.has(effect.name)

/**
 * Whoever did not see that first try may begin so long after its cause: by then Slack has accepted it or never
 * will, and it can be looked for.
 */
export const settleAfterMs = 5000

/** Whether somebody else's first try of it is settled. A cause in the future is that of a clock that was put back. */
export function isSettled({ at }: { at?: number }, now: number): boolean {
  return at === undefined || at > now || now - at >= settleAfterMs
}
