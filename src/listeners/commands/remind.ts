import { date, safe } from '../../blocks/index.ts'
import { answer } from '../../messages/index.ts'
import { refuse, tell, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { readSpan } from '../read-span.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

const usage = 'remind snooze 10m | off | on'

export const remind: Subcommand = {
  name: 'remind',
  usage,
  help: 'snoozes the update reminders, turns them off or on',
  run: (g, text) =>
    withIncident(g, async i => {
      const given = readReminders(text.toLowerCase())
      if (given === undefined)
        return refuse(g, {
          refused: `“${text.slice(0, 60)}” is not a time that reminders understand.`,
          next: `Type /incident ${usage}`,
        })
      const outcome = await command(g, i.id, { type: 'snooze-reminders', ...given })
      if (await toldRefusal(g, outcome)) return
      const until = 'state' in outcome ? outcome.state.cadence.snoozedUntil : undefined
      if (until !== undefined) await tell(g, answer(safe`You are reminded again ${date(until)}.`))
    }),
}

function readReminders(text: string) {
  if (text === 'off' || text === 'on') return { mode: text } as const
  const span = /^snooze\s+(.+)$/.exec(text)?.[1]
  const ms = span === undefined ? undefined : readSpan(span)
  return ms === undefined ? undefined : ({ mode: 'until', minutes: ms / 60_000 } as const)
}
