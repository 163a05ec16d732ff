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

test('declared, acknowledged, noted and resolved in Slack: the same there, in one incident', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  expect(pd().incidents).toMatchObject([
    { key: 'INC-20250120-143200', summary: 'P1: api down', severity: 'critical', status: 'triggered' },
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

test('a small incident pages nobody; raised, it does, once', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P3 odd noises')
  await h.idle()
  expect(pd().incidents).toEqual([])
  await maya().command(channel(), '/incident severity P1 it spreads')
  await maya().command(channel(), '/incident severity P2 less than it looked')
  await maya().command(channel(), '/incident severity P1 no, it is bad')
  await h.idle()
  expect(pd().incidents).toMatchObject([{ summary: 'P1: odd noises', status: 'triggered' }])
})

test('acknowledged and resolved there: whoever the playbook maps has acknowledged here; nobody is guessed at', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const key = { incident_key: 'INC-20250120-143200' }
  const strange = webhook('incident.acknowledged', key, { agent: { id: 'PSTRANGER' } })
  expect(await pd().send(url(), strange)).toBe(202)
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged).toBe(undefined)
  expect(maya().sees(channel()).at(-1)?.text).toContain('somebody in PagerDuty has acknowledged it')
  await pd().send(url(), webhook('incident.acknowledged', key, { agent: { id: 'secondary-oncall' } }))
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged?.by).toBe('U0LEE')
  await pd().send(url(), webhook('incident.resolved', key, { agent: { id: 'secondary-oncall' } }))
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

test('what is not signed, too old, too long or of another version is refused, and changes nothing', async () => {
  const good = webhook('incident.triggered', {})
  expect(await pd().send(url(), good, 'another-secret')).toBe(401)
  const old = { ...good, occurred_at: new Date(h.now() - 3_600_000).toISOString() }
  expect(await pd().send(url(), old)).toBe(400)
  expect(await pd().send(url(), { ...good, data: { ...good.data, title: 'x'.repeat(5_000_000) } })).toBe(413)
  expect(await pd().send(url(), { messages: [{ event: 'incident.trigger' }] })).toBe(400)
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
