import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { until } from '../../sandbox/drill/eyes.ts'
import { type Stage, setStage } from '../../sandbox/drill/stage.ts'
import { checkPings, pingsSeen, waitUntil } from '../../sandbox/scenarios/pings.ts'

let stage: Stage | undefined
afterEach(async () => {
  await stage?.stop()
  stage = undefined
})
const hourMs = 3_600_000
const limitMs = 90_000

/** A minute of the playbook is a second here, on true clocks. */
test(
  'one bot’s clock jumps an hour ahead, the other’s an hour back: each ping comes in time, and once',
  async () => {
    const s = await setStage(60, () => {})
    stage = s
    const NODE_OPTIONS = `--import=${pathToFileURL('test/harness/wrong-clock.mjs').href}`
    await s.addBot({ NODE_OPTIONS, WRONG_CLOCK: `9000 ${hourMs}` })
    await s.addBot({ NODE_OPTIONS, WRONG_CLOCK: `7000 ${-hourMs}` })
    const [first, second] = s.bots
    const gone = Promise.all([first, second].map(bot => bot && once(bot, 'exit')))
    for (const bot of [first, second]) bot?.kill('SIGTERM')
    await gone
    const tom = s.slack.as('U0TOM')
    const start = Date.now()
    await tom.command('#emergency-incidents', '/incident declare P1 api down')
    await until('the pings', () => pingsSeen(s).length >= 3)
    await waitUntil(start, 17)
    const expected = ['0 U0MAYA', '0 U0LEE', '0 U0GRACE', '5 U0LEE', '10 U0GRACE', '10 U0MAYA', '10 U0LEE']
    const checks = checkPings(pingsSeen(s), start, [...expected, '15 U0LEE', '15 U0VICTOR', '15 U0SAM'])
    expect(checks.filter(c => !c.ok)).toEqual([])
  },
  limitMs,
)
