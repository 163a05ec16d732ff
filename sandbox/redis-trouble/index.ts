import { type Check, check, type Scenario } from '../scenarios/scenario.ts'
import { away } from './away.ts'
import { failover } from './failover.ts'
import { refusals } from './refusals.ts'
import { libraryWords, type Part, prepareTrouble } from './trouble.ts'

/** In this order: the failover comes last, since nothing leads back from it. */
const parts: Part[] = [...refusals, away, failover]

export const redisTrouble: Scenario = {
  name: 'redis-trouble',
  about:
    'Redis is full, a replica, without its replicas, slow, away for a minute, and fails over; nothing is lost',
  async play(stage, say) {
    const checks: Check[] = []
    let current = ''
    const add = (name: string, ok: boolean, detail: string | number = '') => {
      checks.push(check(`${current}: ${name}`, ok, detail))
      say(`${ok ? 'held' : 'BROKEN'}: ${current}: ${name}`)
    }
    const trouble = await prepareTrouble(stage, add)
    try {
      for (const part of parts) {
        current = part.name
        // One part that cannot be played must not keep the others from being played.
        await part.play(trouble).catch((error: unknown) => {
          add('could be played to its end', false, error instanceof Error ? error.message : String(error))
        })
      }
      current = 'everywhere'
      const read = [...stage.slack.state.channels.values()]
        .flatMap(c => c.messages)
        .map(m => JSON.stringify(m))
        .filter(text => libraryWords.test(text))
      add('nobody read the words of a library', read.length === 0, read[0]?.slice(0, 300) ?? '')
      const channel = stage.slack
        .as('U0TOM')
        .channels()
        .find(c => c.startsWith('inc-'))
      return { channel: channel ?? '', checks }
    } finally {
      // The bots go first, so that they do not wait for a name that leads nowhere.
      for (const bot of stage.bots) if (bot.exitCode === null) bot.kill('SIGTERM')
      await trouble.stop()
    }
  },
}
