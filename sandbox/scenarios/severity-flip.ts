import { until } from '../drill/eyes.ts'
import { cancelAs } from './acts.ts'
import { checkPings, pingsSeen, wait, waitUntil } from './pings.ts'
import { check, type Scenario } from './scenario.ts'

/** A minute of the playbook is a second here. */
export const severityFlip: Scenario = {
  name: 'severity-flip',
  about:
    'a P3 raised to P1 after forty minutes, lowered, raised again: what is due fires at once, nothing twice',
  speed: 60,
  async play(stage, say) {
    const tom = stage.slack.as('U0TOM')
    const start = Date.now()
    await tom.command('#emergency-incidents', '/incident declare P3 slow page')
    const channel = await until('an incident channel', () => tom.channels().find(c => c.startsWith('inc-')))
    await until('the ping', () => pingsSeen(stage).length > 0)
    await stage.slack.as('U0MAYA').press('I’m on it', '@pitcrew')
    await waitUntil(start, 40)
    const raised = Date.now()
    await tom.command(channel, '/incident severity P1 nobody can call')
    await until('everybody told', () => pingsSeen(stage).length >= 6)
    say('raised to P1: manager, second on call, VP, customer success and CEO are told at once')
    await wait(1000)
    const atOnce = pingsSeen(stage).length
    const lowered = Date.now()
    await tom.command(channel, '/incident severity P2 it was less')
    await wait(1500)
    await tom.command(channel, '/incident severity P1 it was more')
    await wait(3000)
    say('lowered to P2 and raised again: only the P2 levels of the second on call and the manager are new')
    const pings = pingsSeen(stage)
    await cancelAs(tom, stage.slack.as('U0LEE'), channel, 'a drill')
    const after = (ms: number) => ((ms - start) / 1000).toFixed(1)
    return {
      channel,
      checks: [
        ...checkPings(pings, start, [
          '0 U0MAYA',
          ...['U0LEE', 'U0GRACE', 'U0VICTOR', 'U0SAM', 'U0CAROL'].map(u => `${after(raised)} ${u}`),
          `${after(lowered)} U0LEE`,
          `${after(lowered)} U0GRACE`,
        ]),
        check('raising told each of them once', atOnce === 6, `${atOnce} pings`),
      ],
    }
  },
}
