import { mention, safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

export function reminderSnoozed(e: Of<'reminder.snoozed'>): Notice {
  if (e.data.mode === 'off')
    return {
      text: safe`🔕 ${mention(e.by)} turned the update reminders off. Turn them on: \`/incident remind on\``,
    }
  return { text: safe`🔔 ${mention(e.by)} turned the update reminders on.` }
}
