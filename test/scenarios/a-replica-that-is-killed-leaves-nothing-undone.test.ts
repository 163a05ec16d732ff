import { afterEach, expect, test } from 'vitest'
import { seesText, until } from '../../sandbox/drill/eyes.ts'
import { type Stage, setStage } from '../../sandbox/drill/stage.ts'
import { askToContain, resolveIncident } from '../../sandbox/scenarios/acts.ts'

let stage: Stage | undefined
afterEach(async () => {
  await stage?.stop()
  stage = undefined
})
const quiet = () => {}
const limitMs = 120_000
const waitMs = 30_000
/** A script that was under way is told as not known once its time is up. */
const scriptMs = 60_000

/** Real processes, real time: one of the two bots gets SIGKILL when the outside has seen this much. */
test.each(['the channel', 'the request', 'the first write', 'the second write'])(
  'one of two bots is killed when %s is there: the story ends well, and every write is sent once',
  async point => {
    stage = await setStage(10, quiet)
    const s = stage
    const kill = (at: string) => void (at === point && s.bots[0]?.kill('SIGKILL'))
    const maya = s.slack.as('U0MAYA')
    const lee = s.slack.as('U0LEE')
    s.production.world.break('api-down')
    await new Promise(resolve => setTimeout(resolve, 20))
    await maya.command('#emergency-incidents', '/incident declare P1 api down')
    const channel = await until('a channel', () => maya.channels().find(c => c.startsWith('inc-')))
    kill('the channel')
    await until('the panel', () => seesText(maya, channel, 'Phase 1'), waitMs)
    await until('diagnostics', () => seesText(maya, channel, /\*Diagnostics\* · \d+ of \d+ in/), waitMs)
    await askToContain(maya, channel, quiet)
    await until('the request', () => seesText(lee, '@pitcrew', 'Approve for '), waitMs)
    kill('the request')
    // A press that the killed bot took with it fails before the person's eyes, and they press again.
    const press = () => lee.press('Review and approve', '@pitcrew')
    await press().catch(press)
    await until('the preview', () => lee.modal()?.submit === 'Approve', waitMs)
    const submit = () => lee.submit()
    await submit().catch(submit)
    await until('a write', () => s.production.aws.writes().length > 0, waitMs)
    kill('the first write')
    if (point === 'the second write')
      await until('both writes', () => s.production.aws.writes().length > 1, waitMs)
    kill('the second write')
    // A step that was claimed but not sent when its bot died is told as failed, never sent by another bot.
    // Nothing outside tells what a script did: only that one step may be left open.
    const isOver =
      /: (done|rejected|not run|\d+ of \d+ (failed|not run))|: outcome not known[\s\S]*Activate emergency routing · ⚠️ Not known/
    const end = await until('the outcome', () => seesText(maya, channel, isOver), waitMs + scriptMs)
    const regions = s.production.aws.writes().map(w => w.region)
    expect(new Set(regions).size).toBe(regions.length)
    if (end.text.includes(': outcome not known')) {
      expect(end.text.match(/⚠️ Not known/g)).toHaveLength(1)
      return
    }
    if (end.text.includes(': done')) expect(regions).toHaveLength(2)
    else expect(end.text).toContain('It did not happen. Ask again if it is still needed.')
    if (!s.production.world.isApiUp()) return
    await resolveIncident(maya, channel, quiet)
    const texts = maya.sees(channel).map(m => m.text)
    expect(texts.filter(t => t.includes('Initial assessment'))).toHaveLength(1)
    expect(texts.filter(t => t.includes('INCIDENT RESOLVED'))).toHaveLength(1)
    expect(s.slack.ledger.of('conversations.create')).toHaveLength(1)
  },
  limitMs,
)
