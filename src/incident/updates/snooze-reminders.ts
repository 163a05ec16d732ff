import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

/** `minutes` from now, `off` for the rest of the incident, or `on` again. */
export type SnoozeReminders = { type: 'snooze-reminders'; mode: 'until' | 'off' | 'on'; minutes?: number }

const mostMinutes = 240

export function snoozeReminders({ incident, command: c, now }: Given<SnoozeReminders>): Decision {
  const { off = false, snoozedUntil = 0 } = incident.cadence
  if (c.mode === 'off' && off)
    return refuse('Update reminders are off already.', 'Turn them on: /incident remind on')
  if (c.mode === 'on' && !off && snoozedUntil <= now)
    return refuse('Update reminders are on already.', 'See /incident status for the next one.')
  if (c.mode !== 'until') return { events: [event('reminder.snoozed', { mode: c.mode })] }
  // A snooze ends with a reminder: where there are none, it would turn them on behind people's backs.
  if (off)
    return refuse(
      'Update reminders are off: there is nothing to snooze.',
      'Turn them on first: /incident remind on',
    )
  const minutes = c.minutes ?? Number.NaN
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes)
    return refuse(
      `A snooze lasts from 1 to ${mostMinutes} minutes.`,
      'For example: /incident remind snooze 10m. To stop them: /incident remind off',
    )
  return { events: [event('reminder.snoozed', { mode: 'until', until: now + minutes * 60_000 })] }
}
