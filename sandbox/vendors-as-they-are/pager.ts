import { seesText, until } from '../drill/eyes.ts'
import { declare, type Part, patienceMs } from './play.ts'

/** PagerDuty, as its webhooks really come and as its incidents follow ours. */
export const pager: Part = {
  name: 'PagerDuty',
  async play(p) {
    const { stage, maya, add, webhooks } = p
    const { pagerduty } = stage.production
    const channel = await declare(p, 'P2', 'pager talks', stage.slack.as('U0TOM'))
    const key = /^inc-\d{8}-\d{6}(-\d+(?=-))?/.exec(channel)?.[0].toUpperCase() ?? ''
    const ours = await until('our page', () => pagerduty.incidents.find(i => i.key === key), patienceMs)
    let count = 0
    const send = (event_type: string, data: object, agent: object | null = null, at = Date.now()) =>
      pagerduty.send(webhooks, {
        id: `EDRILL${++count}`,
        event_type,
        occurred_at: new Date(at).toISOString(),
        agent,
        data: { id: ours.id, type: 'incident', incident_key: null, title: ours.summary, ...data },
      })
    const channels = () => maya.channels().length
    const before = channels()
    const status = await send('incident.triggered', { service: { id: 'PSVC1', summary: 'Emergency API' } })
    add(
      'R9: the webhook of our own page, without its key, makes no second incident',
      status === 202 && channels() === before,
      status,
    )

    await send('incident.acknowledged', {}, null)
    await until(
      'the word of it',
      () => seesText(maya, channel, 'somebody in PagerDuty has acknowledged it'),
      patienceMs,
    )
    add(
      'R10: an acknowledgement without an agent is nobody’s',
      seesText(maya, channel, 'acknowledged by') === undefined,
    )
    await send(
      'incident.acknowledged',
      {},
      { id: 'PSVC9', type: 'service_reference', summary: 'An automation' },
    )
    add('R10: nor is that of an automation', seesText(maya, channel, 'acknowledged by') === undefined)
    ours.status = 'acknowledged'
    const lee = pagerduty.users.find(u => u.name === 'lee')
    await send('incident.acknowledged', {}, { id: lee?.id ?? '', type: 'user_reference', summary: 'lee' })
    const acked = await until(
      'Lee’s acknowledgement',
      () => seesText(maya, channel, /acknowledged by Lee Carter/),
      patienceMs,
    ).catch(() => undefined)
    add('R11: a person is found by the e-mail of their account there', acked !== undefined)

    const twoHours = 2 * 3_600_000
    const late = await send(
      'incident.triggered',
      {
        id: 'PLATE',
        title: 'Disk fills up',
        urgency: 'high',
        html_url: 'https://pd.example/late',
        service: { id: 'PSVC1', summary: 'Payments' },
      },
      null,
      Date.now() - twoHours,
    )
    const suggested = await until(
      'a suggestion',
      () => seesText(maya, '#emergency-incidents', 'Disk fills up'),
      patienceMs,
    ).catch(() => undefined)
    add(
      'R12: an alert that is two hours late is taken, and suggested',
      late === 202 && suggested !== undefined && channels() === before,
      late,
    )
    const empty = await send(
      'incident.triggered',
      { id: 'PNULL', title: null, urgency: null, html_url: null, service: { id: 'PSVC3', summary: null } },
      null,
      Date.now() - twoHours,
    )
    add('R12: one with nothing in its fields is taken too', empty === 202, empty)

    await maya.command(channel, '/incident severity P1 nobody can call')
    const raised = await until(
      'the pager to know',
      () => pagerduty.incidents.find(i => i.key === key && i.severity === 'critical' && i.urgency === 'high'),
      patienceMs,
    ).catch(() => undefined)
    add(
      'E6: a severity that is raised is raised there, and stays acknowledged',
      raised?.status === 'acknowledged',
      raised?.status ?? 'not raised',
    )
  },
}
