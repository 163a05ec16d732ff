import { seesText, until } from '../drill/eyes.ts'
import { approveAs, refusalIn, resolveIncident } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

const exportLimitMs = 30_000

const weekMs = 7 * 86_400_000

export const p3Noise: Scenario = {
  name: 'p3-noise',
  about:
    'a noisy P3: logs are exported, then kept for 7 days instead of 30, with the group’s name typed; and undone',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const { world, aws } = stage.production
    await maya.command('#emergency-incidents', '/incident declare P3 logs are full of noise')
    const channel = await until('an incident channel', () => maya.channels().find(c => c.startsWith('inc-')))
    await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
    say(`Pitcrew opens #${channel}`)
    await maya.press('Contain', channel)
    const shown = await until('the previews', () =>
      maya.modal()?.submit === 'Ask for approval' ? maya.modal() : undefined,
    )
    for (const line of shown.text.split('\n')) say(`  ${line}`)
    await maya.submit()

    await lee.press('Review and approve', await withRequest())
    await until('the preview, taken again', () => lee.modal()?.submit === 'Approve')
    lee.fill({ 'Type “tyrehero-emergency” to confirm': 'tyrehero' })
    await lee.submit()
    const refused = await until('a refusal in the form', () => refusalIn(lee, 'must be typed'))
    say(`mistyped: ${refused}`)
    lee.close()
    const untouched = world.logs.days() === 30 && world.logs.tasks.length === 0
    await approveAs(lee, say, { 'Type “tyrehero-emergency” to confirm': 'tyrehero-emergency' })
    await until(
      'the export is complete',
      () => seesText(maya, channel, 'in bucket tyrehero-incident-archive'),
      exportLimitMs,
    )
    await until('7 days', () => world.logs.days() === 7)
    await until('both steps', () => seesText(maya, channel, /✅ \*.*: done/), exportLimitMs)
    const order = aws.calls.filter(c => /CreateExport|PutRetention/.test(c.operation)).map(c => c.operation)

    await maya.press('Undo', channel, 'Keep logs for 7 days')
    await approveAs(lee, say, { 'Type “tyrehero-emergency” to confirm': 'tyrehero-emergency' })
    await until('30 days again', () => world.logs.days() === 30)
    await until('the undo’s end', () => seesText(maya, channel, 'undone since'))
    await resolveIncident(maya, channel, say)
    return {
      channel,
      checks: [
        check(
          'the preview says what AWS will delete',
          shown.text.includes('AWS will delete events older than 7 days'),
          '',
        ),
        check('a mistyped target changes nothing', untouched, ''),
        check(
          'the export came first, and was waited for',
          order.join() === 'CreateExportTask,PutRetentionPolicy',
          order.join(),
        ),
        check(
          'the export holds all that AWS would delete',
          world.logs.tasks.every(
            t => t.from <= world.logs.createdAt && Math.abs(Date.now() - t.to - weekMs) < 2 * 3_600_000,
          ),
          JSON.stringify(world.logs.tasks),
        ),
        check('one export', world.logs.tasks.length === 1, `${world.logs.tasks.length}`),
        check('the setting is as before', world.logs.days() === 30, `${world.logs.days()} days`),
      ],
    }

    async function withRequest(): Promise<string> {
      await until('the request', () => seesText(lee, '@pitcrew', 'Approve for '))
      return '@pitcrew'
    }
  },
}
