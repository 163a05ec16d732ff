import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { removePosts } from '../remove-posts.ts'

/** The update was posted, or the incident ended: nobody is left with a reminder of it. */
export const clearReminders: EffectHandler = {
  name: 'clear-reminders',
  settles: 'idempotent',
  fails: 'Old reminders could not be removed',
  next: 'They do no harm.',
  async run(t) {
    await removePosts(t.runbook, t.incident.cadence.posts)
    return [settled(t.effect, 'done')]
  },
}
