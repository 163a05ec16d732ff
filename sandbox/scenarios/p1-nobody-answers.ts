import { seesText, until } from '../drill/eyes.ts'
import { cancelAs } from './acts.ts'
import { checkPings, pingsSeen, waitUntil } from './pings.ts'
import { check, type Scenario } from './scenario.ts'

/** A minute of the playbook is a second here. */
export const p1NobodyAnswers: Scenario = {
  name: 'p1-nobody-answers',
  about: 'a P1 that nobody answers for an hour: the matrix, level by level, in time, in order',
  speed: 60,
  async play(stage, say) {
    const tom = stage.slack.as('U0TOM')
    const start = Date.now()
    await tom.command('#emergency-incidents', '/incident declare P1 api down')
    const channel = await until('an incident channel', () => tom.channels().find(c => c.startsWith('inc-')))
    say(`U0TOM declares, and nobody answers; a minute is a second`)
    for (const minute of [1, 6, 11, 16, 31, 46, 62]) {
      await waitUntil(start, minute)
      say(
        `minute ${minute}: told so far: ${pingsSeen(stage)
          .map(p => p.user)
          .join(' ')}`,
      )
    }
    const pings = pingsSeen(stage)
    const levels = tom.sees(channel).filter(m => m.from === 'pitcrew' && m.raw.thread_ts === undefined)
    const warned = stage.slack
      .as('U0MAYA')
      .sees('@pitcrew')
      .filter(m => m.text.includes('Is that right?'))
    const list = seesText(tom, channel, '*By hand*: 2 to do')
    await cancelAs(tom, stage.slack.as('U0LEE'), channel, 'a drill')
    const order = pings.map(p => p.user)
    const firstOf = (user: string) => order.indexOf(user)
    return {
      channel,
      checks: [
        ...checkPings(pings, start, [
          ...['0 U0MAYA', '0 U0LEE', '0 U0GRACE', '5 U0LEE', '10 U0GRACE'],
          // Each level is asked again once after ten minutes, unless its people were just told.
          ...['10 U0MAYA', '10 U0LEE', '15 U0LEE', '20 U0GRACE'],
          ...['15 U0VICTOR', '15 U0SAM', '25 U0VICTOR', '25 U0SAM'],
          ...['30 U0CAROL', '40 U0CAROL'],
        ]),
        check(
          'the order of the matrix: on call, VP, CEO',
          firstOf('U0MAYA') < firstOf('U0VICTOR') && firstOf('U0VICTOR') < firstOf('U0CAROL'),
          order.join(' '),
        ),
        check('the commander was warned of VP and CEO', warned.length === 2, `${warned.length} warnings`),
        check(
          'board and external PR are on the list by hand',
          list?.text.includes('Tell the board') === true && list.text.includes('external PR'),
          list?.text ?? 'no list',
        ),
        check(
          'one message a level in the channel',
          levels.filter(m => m.buttons.some(b => b.label === 'I’m on it')).length === 5,
          levels.length,
        ),
      ],
    }
  },
}
