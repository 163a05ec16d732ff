// What PagerDuty tells us and what we tell PagerDuty: our own incidents, their alerts, and webhooks as they really come.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew({ replicas: 1, config: { port: 0 } })
})
afterEach(() => h?.stop())

const maya = () => h.as('U0MAYA')
const channel = () =>
  maya()
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
const pd = () => h.production.pagerduty
const url = () => `http://127.0.0.1:${h.service.port()}/webhooks/pagerduty`
let events = 0
const webhook = (type: string, data: object, more: object = {}) => ({
  id: `E${++events}`,
  event_type: type,
  occurred_at: new Date(h.now() - 60_000).toISOString(),
  data: {
    title: 'High latency',
    urgency: 'high',
    html_url: 'https://pd.example/I1',
    service: { id: 'PSVC1', summary: 'Emergency API' },
    ...data,
  },
  ...more,
})

/** As PagerDuty tells of an incident that Events v2 made: without the key, which is in its alert alone. */
const ofOurs = (type: string, agent: object | null) => {
  const { id = '', summary = '' } = pd().incidents[0] ?? {}
  return webhook(type, { id, type: 'incident', incident_key: null, title: summary }, { agent })
}
const user = (name: string) => ({
  id: pd().users.find(u => u.name === name)?.id ?? name,
  type: 'user_reference',
  summary: name,
})

test('declared, acknowledged, noted and resolved in Slack: the same there, in one incident', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  expect(pd().incidents).toMatchObject([
    {
      key: 'INC-20250120-143200',
      summary: 'P1: api down (INC-20250120-143200)',
      severity: 'critical',
      status: 'triggered',
    },
  ])
  // The escalation's first level pages its people.
  expect(pd().incidents[0]?.responders.toSorted()).toEqual(['grace', 'lee', 'maya'])
  await maya().command(channel(), '/incident ack')
  await h.idle()
  expect(pd().incidents[0]?.status).toBe('acknowledged')
  await maya().command(channel(), '/incident update Restart under way')
  await h.idle()
  expect(pd().incidents[0]?.notes).toEqual(['Restart under way'])
  await maya().command(channel(), '/incident resolve over')
  await h.idle()
  await maya().submit()
  await h.idle()
  expect(pd().incidents).toMatchObject([{ status: 'resolved' }])
})

test('a P2 that is raised to P1 is raised there too, and lowering it leaves it as it is', async () => {
  await maya().command('#emergency-incidents', '/incident declare P2 slow')
  await h.idle()
  expect(pd().incidents).toMatchObject([{ severity: 'error', summary: expect.stringMatching(/^P2: slow/) }])
  await maya().command(channel(), '/incident ack')
  await h.idle()
  await maya().command(channel(), '/incident severity P1 nobody can call')
  await h.idle()
  const raised = { severity: 'critical', urgency: 'high', status: 'acknowledged' }
  expect(pd().incidents).toMatchObject([{ ...raised, summary: expect.stringMatching(/^P1: slow/) }])
  const [state] = await h.incidents()
  expect(state?.paging).toBe('acknowledged')
  await maya().command(channel(), '/incident severity P2 some can')
  await h.idle()
  expect(pd().incidents).toMatchObject([raised])
})

test('a small incident pages nobody; raised, it does, once', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P3 odd noises')
  await h.idle()
  expect(pd().incidents).toEqual([])
  await maya().command(channel(), '/incident severity P1 it spreads')
  await maya().command(channel(), '/incident severity P2 less than it looked')
  await maya().command(channel(), '/incident severity P1 no, it is bad')
  await h.idle()
  expect(pd().incidents).toMatchObject([
    { summary: 'P1: odd noises (INC-20250120-143200)', status: 'triggered' },
  ])
})

test('acknowledged and resolved there: whoever the playbook maps has acknowledged here; nobody is guessed at', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const strange = ofOurs('incident.acknowledged', user('PSTRANGER'))
  expect(await pd().send(url(), strange)).toBe(202)
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged).toBe(undefined)
  expect(maya().sees(channel()).at(-1)?.text).toContain('somebody in PagerDuty has acknowledged it')
  await pd().send(url(), ofOurs('incident.acknowledged', user('lee')))
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged?.by).toBe('U0LEE')
  await pd().send(url(), ofOurs('incident.resolved', user('lee')))
  await h.idle()
  expect((await h.incidents())[0]?.ended).toBe(undefined)
  expect(maya().sees(channel()).at(-1)?.text).toContain('Lee Carter has resolved it in PagerDuty')
})

test('an alert declares by the playbook’s rule, at its true time; a second one joins; another is only suggested', async () => {
  const alert = webhook('incident.triggered', { incident_key: 'their-own' })
  expect(await pd().send(url(), alert)).toBe(202)
  // PagerDuty sends again when it did not hear us.
  expect(await pd().send(url(), alert)).toBe(202)
  await h.idle()
  const [incident, ...more] = await h.incidents()
  expect(more).toEqual([])
  expect(incident).toMatchObject({ title: 'High latency', severity: 'P2', service: 'emergency-api' })
  expect(incident?.markers['first-alert']).toBe(h.now() - 60_000)
  await pd().send(url(), webhook('incident.triggered', { title: 'Error rate' }))
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
  expect(
    maya()
      .sees(channel())
      .some(m => m.text.includes('One more alert of emergency-api: Error rate')),
  ).toBe(true)

  const low = { title: 'Disk fills up', urgency: 'low', service: { id: 'PSVC2', summary: 'Payments' } }
  await pd().send(url(), webhook('incident.triggered', low))
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
  await h.as('U0TOM').press('Declare P3', '#emergency-incidents')
  await h.as('U0SAM').press('Declare P3', '#emergency-incidents')
  await h.idle()
  const all = await h.incidents()
  expect(all.map(i => i?.title).toSorted()).toEqual(['Disk fills up', 'High latency'])
  const told = h.as('U0SAM').sees('#emergency-incidents')
  expect(told.some(m => m.text.includes('Somebody has declared this alert already'))).toBe(true)
})

test('two alerts of one service in the same moment make one incident', async () => {
  const both = ['one', 'two'].map(title => webhook('incident.triggered', { title, incident_key: title }))
  expect(await Promise.all(both.map(w => pd().send(url(), w)))).toEqual([202, 202])
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
  const said = maya().sees(channel())
  expect(said.some(m => /One more alert of emergency-api: (?:one|two)/.test(m.text))).toBe(true)
})

test('an alert that could not be suggested is suggested when the pager sends it again, once', async () => {
  const low = webhook('incident.triggered', { title: 'Disk fills up', urgency: 'low' })
  h.slack.faults.plan('chat.postMessage', { kind: 'error', error: 'channel_not_found' }, 1)
  expect(await pd().send(url(), low)).toBe(500)
  const suggested = () =>
    h
      .as('U0TOM')
      .sees('#emergency-incidents')
      .filter(m => m.text.includes('Disk fills up'))
  expect(suggested()).toEqual([])
  expect(await pd().send(url(), low)).toBe(202)
  expect(await pd().send(url(), low)).toBe(202)
  expect(suggested()).toHaveLength(1)
})

test('the webhook of our own page makes no second incident, with a token for REST and without', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 Emergency API down')
  await h.idle()
  expect(await pd().send(url(), ofOurs('incident.triggered', null))).toBe(202)
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
  expect(pd().incidents).toHaveLength(1)
  // A token that may not read alerts: the summary must do.
  pd().plan('unauthorized')
  expect(await pd().send(url(), ofOurs('incident.triggered', null))).toBe(202)
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
  expect(h.production.statuspage.incidents.length).toBeLessThanOrEqual(1)
})

test('alerts that cannot be read for a moment are asked for when the pager sends again', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const acknowledged = ofOurs('incident.acknowledged', user('lee'))
  pd().plan('error-500')
  expect(await pd().send(url(), acknowledged)).toBe(500)
  expect(await pd().send(url(), acknowledged)).toBe(202)
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged?.by).toBe('U0LEE')
})

test.each([
  ['nobody', null],
  ['an integration', { id: 'PINTEG1', type: 'integration_reference', summary: 'Automation' }],
  ['somebody without an id', { type: 'user_reference' }],
])('an acknowledgement by %s acknowledges as no one', async (_, agent) => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  expect(await pd().send(url(), ofOurs('incident.acknowledged', agent))).toBe(202)
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged).toBe(undefined)
})

test('a webhook that is late and full of null counts: acknowledged, and an old alert is suggested', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const long = { occurred_at: new Date(h.now() - 20 * 3_600_000).toISOString() }
  const bare = { title: null, urgency: null, html_url: null, service: { id: 'PSVC1', summary: null } }
  const acknowledged = ofOurs('incident.acknowledged', user('lee'))
  const late = { ...acknowledged, ...long, data: { ...acknowledged.data, ...bare } }
  expect(await pd().send(url(), late)).toBe(202)
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged?.by).toBe('U0LEE')
  const alert = webhook('incident.triggered', {
    id: 'PX',
    title: 'Queue is long',
    service: { id: 'P9', summary: 'Payments' },
  })
  expect(await pd().send(url(), { ...alert, ...long })).toBe(202)
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
  const said = h.as('U0TOM').sees('#emergency-incidents')
  expect(said.filter(m => m.text.includes('Queue is long'))).toHaveLength(1)
})

test('an alert of a service that only a private incident concerns is told to everybody, and not to the private one', async () => {
  await maya().command('#security', '/incident declare')
  await h.idle()
  await maya().pressInModal('More options')
  await h.idle()
  maya().fill({
    'What fails?': 'breach',
    Kind: '🔒 Private',
    'Which service?': 'Emergency API',
  })
  await maya().submit()
  await h.idle()
  const [secret] = await h.incidents()
  expect(secret).toMatchObject({ visibility: 'private', service: 'emergency-api' })
  await pd().send(url(), webhook('incident.triggered', { id: 'PY' }))
  await h.idle()
  const all = await h.incidents()
  expect(all.map(i => i?.visibility).toSorted()).toEqual(['private', 'public'])
  expect(JSON.stringify(maya().sees(channel()))).not.toContain('One more alert')
})

test('the webhook of a private incident’s page makes no public one, whatever the token may read', async () => {
  await maya().command('#security', '/incident declare private P1 breach')
  await h.idle()
  pd().plan('unauthorized')
  expect(await pd().send(url(), ofOurs('incident.triggered', null))).toBe(202)
  expect(await pd().send(url(), ofOurs('incident.triggered', null))).toBe(202)
  await h.idle()
  expect(await h.incidents()).toHaveLength(1)
})

test('what is not signed or too long is refused, what is signed and not understood is taken; both change nothing', async () => {
  const good = webhook('incident.triggered', {})
  expect(await pd().send(url(), good, 'another-secret')).toBe(401)
  expect(await pd().send(url(), { ...good, data: { ...good.data, title: 'x'.repeat(5_000_000) } })).toBe(413)
  expect(await pd().send(url(), { messages: [{ event: 'incident.trigger' }] })).toBe(202)
  const unsigned = await fetch(url(), { method: 'POST', body: JSON.stringify({ event: good }) })
  expect(unsigned.status).toBe(400)
  const v2 = await fetch(url(), {
    method: 'POST',
    body: '{}',
    headers: { 'x-pagerduty-signature': 'v2=abc' },
  })
  expect(v2.status).toBe(400)
  await h.idle()
  expect(await h.incidents()).toEqual([])
})
