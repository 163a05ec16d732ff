import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'

/** One kind of trouble: its checks are named after what is asked for, and read what people saw. */
export type Part = {
  /** What the checks' names begin with, such as `R5`. */
  name: string
  play(t: Trouble): Promise<void>
}

export type Trouble = ReturnType<typeof createTrouble>
type Add = (name: string, ok: boolean, detail?: string | number) => void

const home = '#emergency-incidents'
const patienceMs = 40_000

/** What every part needs: people, a way to declare, and what somebody was told since a moment. */
export function createTrouble(stage: Stage, say: (line: string) => void, add: Add) {
  const person = (id: string): Person => stage.slack.as(id)
  return {
    stage,
    slack: stage.slack,
    faults: stage.slack.faults,
    say,
    add,
    person,
    home,
    /** Declares by command; answers the incident's channel, as soon as that person is in it. */
    async declare(words: string, by = 'U0TOM', where = home): Promise<string> {
      const before = new Set(person(by).channels())
      await person(by).command(where, `/incident declare ${words}`)
      return until(
        `an incident channel for “${words}”`,
        () =>
          person(by)
            .channels()
            .find(c => c.startsWith('inc-') && !before.has(c)),
        patienceMs,
      )
    },
    /** What somebody sees in a channel with these words; waits for it. */
    seen: (who: string, channel: string, words: string | RegExp, limitMs = patienceMs) =>
      until(`${who} sees “${words}” in ${channel}`, () => seesText(person(who), channel, words), limitMs),
    /** The same as yes or no, for checks. */
    sees: async (who: string, channel: string, words: string | RegExp, limitMs = patienceMs) =>
      until('', () => seesText(person(who), channel, words), limitMs).then(
        () => true,
        () => false,
      ),
    /** Whether somebody is called by name in a channel: by a mention, as their client shows it. */
    called: async (who: string, channel: string, limitMs = patienceMs) => {
      const name = stage.slack.state.users.get(who)?.name ?? who
      return until('', () => seesText(person(who), channel, `@${name}`), limitMs).then(
        () => true,
        () => false,
      )
    },
    /** Ends what a part has declared, so that the next part begins in peace. */
    async cancel(channel: string, by = 'U0TOM', other = 'U0MAYA'): Promise<void> {
      const ended = () => seesText(person(by), channel, 'Incident cancelled')
      const asked = () => seesText(person(other), channel, 'Cancel this incident?')
      const end = Date.now() + patienceMs
      while (ended() === undefined && asked() === undefined) {
        if (Date.now() > end) {
          const last = person(by).sees(channel).at(-1)?.text.slice(0, 200)
          throw new Error(`${channel} could not be cancelled; the last words there: ${last}`)
        }
        await person(by).command(channel, '/incident cancel the drill goes on')
        await until('', () => ended() ?? asked(), 5000).catch(() => undefined)
      }
      if (ended() === undefined) await person(other).press('Confirm and cancel', channel)
      await until(`the end of ${channel}`, ended, patienceMs)
    },
    until,
  }
}
