import { seesText, until } from '../drill/eyes.ts'
import { cancelAs, resolveIncident } from './acts.ts'
import { checkPings, pingsSeen, wait, waitUntil } from './pings.ts'
import { check, type Scenario } from './scenario.ts'

/** A minute of the playbook is a second here. */
export const reopened: Scenario = {
  name: 'reopened',
  about: 'a P2 resolved and reopened: the clocks stop, and start anew',
  speed: 60,
  async play(stage, say) {
    const tom = stage.slack.as('U0TOM')
    const maya = stage.slack.as('U0MAYA')
    const start = Date.now()
    await tom.command('#emergency-incidents', '/incident declare P2 slow answers')
    const channel = await until('an incident channel', () => tom.channels().find(c => c.startsWith('inc-')))
    await until('the ping', () => pingsSeen(stage).length > 1)
    await maya.press('I’m on it', '@pitcrew')
    await waitUntil(start, 10)
    await resolveIncident(tom, channel, say)
    await waitUntil(start, 35)
    const quiet = pingsSeen(stage).length
    say(`resolved: nobody was told in the following ${25} minutes`)
    const again = Date.now()
    await tom.command(channel, '/incident reopen it is back')
    await until('the word that it is open', () => seesText(tom, channel, 'was reopened'))
    await wait(32_000)
    const pings = pingsSeen(stage)
    await cancelAs(tom, stage.slack.as('U0LEE'), channel, 'a drill')
    const since = (again - start) / 1000
    return {
      channel,
      checks: [
        check('resolving stopped the clocks', quiet === 2, `${quiet} pings`),
        // Whoever had it before may be asleep: the response clock runs as for a new one.
        ...checkPings(pings, start, [
          '0 U0MAYA',
          '0 U0LEE',
          ...[0, 10, 15, 25]
            .flatMap(m => [`${m} U0MAYA`, `${m} U0LEE`])
            .concat('30 U0GRACE')
            .map(p => later(p, since)),
        ]),
      ],
    }
  },
}

function later(ping: string, minutes: number): string {
  const [at, user] = ping.split(' ')
  return `${Number(at) + minutes} ${user}`
}
