import { seesText, until } from '../drill/eyes.ts'
import { approveAs, declareBroken, resolveIncident, waitForDone } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

export const p1BadDeploy: Scenario = {
  name: 'p1-bad-deploy',
  about: 'a bad version is shipped; a restart does not help, the rollback does, and can be taken back',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const { world, aws } = stage.production
    const channel = await declareBroken(stage, maya, say, 'bad-deploy', 'P1 errors since the deploy')
    await maya.press('Contain', channel)
    await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
    await maya.submit()
    await approveAs(lee, say)
    await waitForDone(maya, channel, 'new tasks running, old ones gone')
    const afterRestart = world.isApiUp()
    say(`the restart is done; the API is ${afterRestart ? 'up' : 'still failing'}`)

    await maya.command(`#${channel}`, '/incident rollback')
    const shown = await until('the rollback’s preview', () =>
      maya.modal()?.submit === 'Ask for approval' ? maya.modal() : undefined,
    )
    say(`${maya.user} reads: ${shown.text.split('\n').join(' / ')}`)
    await maya.submit()
    await approveAs(lee, say)
    await until(
      'the rollback’s end',
      () => seesText(maya, channel, /^✅ \*Roll the emergency API back: done/),
      40_000,
    )
    const afterRollback = world.isApiUp()
    say(`the rollback is done; the API is ${afterRollback ? 'up' : 'still failing'}`)
    await resolveIncident(maya, channel, say)

    await maya.press('Undo', channel, 'Roll the emergency API back')
    const undo = await until('the undo’s request', () =>
      lee.sees('@pitcrew').find(m => m.text.includes('Approve the undo for')),
    )
    say(`the undo is asked for: ${undo.text.split('\n').at(-4)}`)
    await approveAs(lee, say)
    await until('the undo’s end', () => seesText(maya, channel, 'undone since'), 40_000)
    const revisions = aws
      .writes()
      .map(w =>
        String(w.input.taskDefinition ?? '')
          .split(':')
          .at(-1),
      )
      .filter(r => r !== '')
    return {
      channel,
      checks: [
        check('a restart does not cure a bad version', !afterRestart, afterRestart ? 'up' : 'still failing'),
        check('the rollback cures it', afterRollback, afterRollback ? 'up' : 'still failing'),
        check(
          'the preview names both revisions',
          /42 → \**.*41/.test(shown.text.replaceAll('*', '')),
          shown.text.split('\n')[2] ?? '',
        ),
        check('AWS was told 41, then 42 again', revisions.join() === '41,42', revisions.join(', ')),
        check(
          'the undo brought the version back',
          world.london.runsBadRevision(),
          world.london.taskDefinition(),
        ),
        check('every write was one call', aws.writes().length === 4, `${aws.writes().length} writes`),
      ],
    }
  },
}
