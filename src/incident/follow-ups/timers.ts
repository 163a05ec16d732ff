import { nextWorkingTime } from '../model/working-hours.ts'
import type { Afterwards, Policy } from '../policy.ts'
import type { Incident } from '../state.ts'

export type FollowUpTimer = { name: 'monitoring-due' | 'meeting-reminds' | 'sign-off-reminds'; at: number }

const dayMs = 86_400_000

const hourMs = 3_600_000

/** The clocks that run after the end (§6.1): recovery checks, and the reminder of the review. */
export function listFollowUpTimers({
  ended,
  followUps,
  signedOff,
  signOffAskedAt,
}: Incident): FollowUpTimer[] {
  if (ended === undefined || followUps === undefined) return []
  const { monitoring, meeting } = followUps
  const timers: FollowUpTimer[] = []
  if (monitoring !== undefined && monitoring.nextAt <= monitoring.until)
    timers.push({ name: 'monitoring-due', at: monitoring.nextAt })
  if (meeting !== undefined && meeting.reminded !== true)
    timers.push({ name: 'meeting-reminds', at: meeting.at - meeting.remindMs })
  // A day after the review, and every day until it is signed.
  if (meeting !== undefined && signedOff === undefined)
    timers.push({ name: 'sign-off-reminds', at: (signOffAskedAt ?? meeting.at) + dayMs })
  return timers
}

/**
 * When the review takes place: an hour into the next working day, if that is in time, else half-way to the
 * limit (a weekend between them does not put it off, §6.1).
 */
export function meetingTime(endedAt: number, plan: Afterwards, policy: Policy): number | undefined {
  if (plan.meetingWithinMs === undefined) return undefined
  const tomorrow = endedAt + plan.meetingWithinMs / 4
  const working = nextWorkingTime(tomorrow, policy.escalation.workingHours, policy.timezone)
  const slot = working === tomorrow ? working : working + hourMs
  const latest = endedAt + plan.meetingWithinMs
  const chosen = slot <= latest ? slot : endedAt + plan.meetingWithinMs / 2
  const rounded = Math.ceil(chosen / hourMs) * hourMs
  return rounded <= latest ? rounded : chosen
}
