import { until } from '../drill/eyes.ts'
import { askToContain, declareApiDown, resolveIncident, waitForCure } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

const noiseBudget = 10

export const p1ApiDown: Scenario = {
  name: 'p1-api-down',
  about: 'the emergency API hangs; a restart behind a second person’s approval cures it',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const channel = await declareApiDown(stage, maya, say)
    const before = stage.production.aws.writes().length
    await askToContain(maya, channel, say)
    await until('the request in Lee’s direct messages', () =>
      lee.sees('@pitcrew').find(m => m.text.includes('Approve for ')),
    )
    const unapproved = stage.production.aws.writes().length - before
    await lee.press('Review and approve', '@pitcrew')
    await until('the preview, taken again', () => lee.modal()?.submit === 'Approve')
    await lee.submit()
    say(`${lee.user} reads the preview taken now, and approves: ${lee.clicks} clicks`)
    await waitForCure(stage, maya, channel, say)
    await resolveIncident(maya, channel, say)
    const isGreen = () => lee.sees('#emergency-incidents').find(m => m.text.includes('🟢 P1 · api down'))
    const green = await until('the green announcement', isGreen)
    const writes = stage.production.aws.writes()
    const posted = maya.sees(channel).filter(m => m.from === 'pitcrew' && m.raw.thread_ts === undefined)
    const slow = stage.slack.ledger.envelopes.filter(e => e.ackMs === undefined || e.ackMs > 1000)
    return {
      channel,
      checks: [
        check('nothing changed before the approval', unapproved === 0, `${unapproved} writes`),
        check(
          'exactly one restart and one scale at AWS',
          writes.length === 2 && writes.filter(w => w.input.forceNewDeployment === true).length === 1,
          JSON.stringify(writes.map(w => [w.region, w.input])),
        ),
        check('the API is up again', stage.production.world.isApiUp(), stage.production.world.queueLength()),
        check('the approver needed two clicks', lee.clicks === 2, `${lee.clicks} clicks`),
        check(
          'at most ten messages in the channel',
          posted.length <= noiseBudget,
          `${posted.length} messages`,
        ),
        check('every gesture acknowledged within a second', slow.length === 0, `${slow.length} slow`),
        check(
          'the report is there for everybody',
          lee.sees(channel).some(m => m.files.length === 5),
          'two reports, a page, data and a picture',
        ),
        check('the announcement turned green', green !== undefined, 'in #emergency-incidents'),
      ],
    }
  },
}
