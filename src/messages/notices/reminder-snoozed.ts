import { actions, author, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { remindersButton } from '../reminder.ts'
import type { Notice, Of } from './index.ts'

/** Nobody is left without reminders and without a way back. */
export function reminderSnoozed(e: Of<'reminder.snoozed'>, { id }: Incident): Notice {
  if (e.data.mode !== 'off') return { text: safe`🔔 ${author(e.by)} turned the update reminders on.` }
  return {
    text: safe`🔕 ${author(e.by)} turned the update reminders off.`,
    blocks: actions([remindersButton(id, 'on')]),
  }
}
