import { seesText, until } from '../drill/eyes.ts'
import { cancelAs } from './acts.ts'
import { checkPings, pingsSeen, waitUntil } from './pings.ts'
import { check, type Scenario } from './scenario.ts'

const isReminder = /(an update is|the update was) due/

/** Two minutes of the playbook are a second here. */
export const p2Long: Scenario = {
  name: 'p2-long',
  about: 'a P2 of two hours: acknowledged, updates asked for in time, manager and VP told',
  speed: 120,
  async play(stage, say) {
    const tom = stage.slack.as('U0TOM')
    const maya = stage.slack.as('U0MAYA')
    const start = Date.now()
    await tom.command('#emergency-incidents', '/incident declare P2 slow answers')
    const channel = await until('an incident channel', () => tom.channels().find(c => c.startsWith('inc-')))
    await until('the ping', () => pingsSeen(stage).length > 0)
    await maya.press('I’m on it', '@pitcrew')
    await until('the acknowledgement', () => seesText(tom, channel, 'acknowledged by'))
    say('U0MAYA is on it')
    const reminders = () => pingsSeen(stage, isReminder)
    const first = await until('the first reminder', () => reminders()[0], 20_000)
    await maya.press('No change', '@pitcrew')
    const said = await until('the update', () => seesText(tom, channel, 'Nothing new'))
    say(`the first update: ${said.text}`)
    await until('no reminder left', () => reminders().length === 0)
    const updatedAt = Number(said.ts) * 1000
    // Nobody writes the next one: asked again in the place of the one before, then those above hear of it.
    const second = await until('the second reminder', () => reminders()[0], 20_000)
    await until('the manager hears of it', () => reminders().find(r => r.user === 'U0GRACE'), 30_000)
    const mine = reminders().filter(r => r.user === 'U0MAYA').length
    say(`U0GRACE hears that the update was missed; U0MAYA has ${mine} reminder before her`)
    await maya.command(channel, '/incident update the database answers again')
    await waitUntil(start, 62)
    const pings = pingsSeen(stage)
    await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'a drill')
    return {
      channel,
      checks: [
        ...checkPings(pings, start, ['0 U0MAYA', '0 U0LEE', '15 U0GRACE', '20 U0GRACE', '60 U0VICTOR']),
        check(
          'the first reminder came before the update was due',
          first.at - start < 15_000,
          `${first.at - start} ms`,
        ),
        check(
          'the next one counts from the update',
          Math.abs(second.at - updatedAt - 14_000) < 1500,
          `${second.at - updatedAt} ms after it`,
        ),
        check('one reminder at a time', mine === 1, `${mine}`),
        check('none is left at the end', reminders().length === 0, `${reminders().length}`),
      ],
    }
  },
}
