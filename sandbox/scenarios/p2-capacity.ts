import { seesText, until } from '../drill/eyes.ts'
import { approveAs, declareBroken, resolveIncident, waitForDone } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

export const p2Capacity: Scenario = {
  name: 'p2-capacity',
  about:
    'three times the callers; more tasks and enhanced monitoring, each approved as the playbook says, and undone',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const { world, aws } = stage.production
    const channel = await declareBroken(stage, maya, say, 'overload', 'P2 the queue grows')
    await maya.press('Contain', channel)
    const shown = await until('the previews', () =>
      maya.modal()?.submit === 'Ask for approval' ? maya.modal() : undefined,
    )
    await maya.submit()
    await until('the request', () => seesText(maya, channel, 'Approve for '))
    const early = world.switches.get('enhanced-monitoring') === true
    await approveAs(lee, say)
    await waitForDone(maya, channel, '12 of 12 tasks running')
    await until('both steps', () => seesText(maya, channel, /✅ \*.*: done/), 40_000)
    const monitored = world.switches.get('enhanced-monitoring') === true
    const errors = world.errorsPerMinute()
    say(`12 tasks run, ${errors} errors a minute, enhanced monitoring is ${monitored ? 'on' : 'off'}`)
    const output = seesText(maya, channel, 'Output of “Enable enhanced monitoring”')

    await maya.press('Undo', channel, 'Enable enhanced monitoring')
    await until('monitoring off again', () => world.switches.get('enhanced-monitoring') === false)
    say('the monitoring is undone by its own script, confirmed by the one who asked')
    await resolveIncident(maya, channel, say)
    await maya.press('Undo', channel, 'Scale up capacity')
    await approveAs(lee, say)
    await until('as before', () => world.london.desired() === 4)
    await until('the undo’s end', () => seesText(maya, channel, /4 of 4 tasks running/), 40_000)
    return {
      channel,
      checks: [
        check('the preview shows from and to', shown.text.includes('4 wanted, 4 running → *12'), 'in words'),
        check(
          'a step that needs nobody else waits for those that do',
          !early,
          early ? 'ran early' : 'waited',
        ),
        check('scaling cured it', errors === 0, `${errors} errors a minute`),
        check('the script ran', monitored, monitored ? 'on' : 'off'),
        check(
          'its output is in the request’s thread',
          output?.raw.thread_ts !== undefined,
          output?.text ?? 'nothing',
        ),
        check(
          'AWS was told 12, then 4',
          JSON.stringify(aws.writes().map(w => w.input.desiredCount)) === '[12,4]',
          '',
        ),
        check(
          'production is as before',
          world.london.desired() === 4 && world.switches.get('enhanced-monitoring') === false,
          '',
        ),
      ],
    }
  },
}
