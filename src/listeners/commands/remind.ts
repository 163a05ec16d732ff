import { date, safe } from '../../blocks/index.ts'
import { answer, refusal } from '../../messages/index.ts'
import { command, tell, toldRefusal } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

const usage = 'remind snooze 10m | off | on'

/** `10m`, `10`, `10 minutes`, `1h` → minutes; anything else → undefined. */
function readMinutes(text: string): number | undefined {
  const found = /^(-?\d{1,6})\s*(m|min|minutes?|h|hours?)?$/i.exec(text.trim())
  if (found === null) return undefined
  return Number(found[1]) * (/^h/i.test(found[2] ?? '') ? 60 : 1)
}

function readMode(word: string, minutes: number | undefined): 'until' | 'off' | 'on' | undefined {
  if (word === 'off' || word === 'on') return word
  return minutes === undefined ? undefined : 'until'
}

export const remind: Subcommand = {
  name: 'remind',
  usage,
  help: 'snoozes the update reminders, turns them off or on',
  run: (g, text) =>
    withIncident(g, async i => {
      const [word = '', ...rest] = text.toLowerCase().split(/\s+/)
      const minutes = word === 'snooze' ? readMinutes(rest.join(' ')) : undefined
      const mode = readMode(word, minutes)
      if (mode === undefined)
        return tell(
          g,
          refusal({
            refused: `“${text.slice(0, 60)}” is not a time that reminders understand.`,
            next: `Type /incident ${usage}`,
          }),
        )
      const given = { type: 'snooze-reminders' as const, mode, ...(minutes === undefined ? {} : { minutes }) }
      const outcome = await command(g, i.id, given)
      if (await toldRefusal(g, outcome)) return
      const until = 'state' in outcome ? outcome.state.cadence.snoozedUntil : undefined
      if (until !== undefined) await tell(g, answer(safe`You are reminded again ${date(until)}.`))
    }),
}
