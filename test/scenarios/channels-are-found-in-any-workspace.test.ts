import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness | undefined
afterEach(() => h?.stop())
const patienceMs = 60_000

/** Many channels before the playbook's own, which were made last. */
function crowd(slack: Harness['slack'], many: number): void {
  const ours = [...slack.state.channels.entries()]
  slack.state.channels.clear()
  for (let n = 0; n < many; n++) slack.state.addChannel(`room-${n}`, 'U0TOM', false, ['U0TOM'])
  for (const [id, channel] of ours) slack.state.channels.set(id, channel)
}
const said = (p: Harness, channel: string) =>
  (p.slack.state.channelNamed(channel)?.messages ?? []).filter(m => m.only === undefined).map(m => m.text)

test('a private channel of the playbook that Pitcrew is in gets what it should', async () => {
  h = await startPitcrew({
    prepare: slack => {
      const leadership = slack.state.channelNamed('leadership')
      leadership?.members.add(slack.state.botUser)
      const emergency = slack.state.channelNamed('emergency-incidents')
      for (const c of [leadership, emergency]) if (c !== undefined) c.isPrivate = true
    },
  })
  const tom = h.as('U0TOM')
  await tom.command('#leadership', '/incident declare P1 api down')
  await h.idle()
  expect(said(h, 'emergency-incidents').join()).toContain('api down')
  const channel = tom.channels().find(c => c.startsWith('inc-')) ?? ''
  await tom.command(channel, '/incident update')
  await h.idle()
  tom.fill({ 'Also tell': ['#leadership'] })
  tom.fill({ 'What is known, and what happens next?': 'we are on it' })
  await tom.submit()
  await h.idle()
  expect(said(h, 'leadership').join()).toContain('we are on it')
})

test(
  '40,000 channels and twenty pages a minute: a P1 is announced at once, and an update once its channel is found',
  async () => {
    h = await startPitcrew({
      prepare: slack => {
        crowd(slack, 40_000)
        slack.state.channelNamed('emergency-incidents')?.members.delete(slack.state.botUser)
        // The tier, in a tenth of its time.
        slack.faults.limits.set('conversations.list', { calls: 20, perMs: 6000 })
      },
    })
    const p = h
    const began = performance.now()
    await p.as('U0TOM').command('#leadership', '/incident declare P1 api down')
    await expect.poll(() => said(p, 'emergency-incidents').join(), { timeout: 8000 }).toContain('api down')
    expect(performance.now() - began).toBeLessThan(8000)
    const listed = () =>
      p.slack.ledger
        .of('conversations.list')
        .filter(c => c.ok)
        .map(c => c.args.cursor)
    await expect
      .poll(() => p.service.runbook.directory.channelId('security').catch(() => 'searching'), {
        timeout: 40_000,
        interval: 500,
      })
      .toMatch(/^C/)
    // No page is read twice, though the limit was met on the way.
    expect(p.slack.ledger.of('conversations.list').some(c => c.error === 'ratelimited')).toBe(true)
    expect(new Set(listed()).size).toBe(listed().length)
    // A new replica knows what the others have found.
    p.slack.faults.begin('conversations.list', { kind: 'error', error: 'internal_error' })
    const later = await p.addReplica()
    expect(await later.runbook.directory.channelId('leadership')).toMatch(/^C/)
  },
  patienceMs,
)

test('channels are given by id in the playbook: nothing is listed, and an update reaches its channel', async () => {
  const [emergency, leadership] = ['C00000001', 'C00000002']
  h = await startPitcrew({
    playbook: s =>
      s
        .replace('emergency: emergency-incidents', `emergency: ${emergency}`)
        .replace('leadership: leadership', `leadership: ${leadership}`)
        .replace('audiences: [leadership,', `audiences: [${leadership},`)
        .replaceAll('[leadership', `[${leadership}`),
    prepare: slack => {
      for (const method of ['conversations.list', 'users.conversations'])
        slack.faults.begin(method, { kind: 'error', error: 'internal_error' })
    },
  })
  expect(h.slack.state.channelNamed('leadership')?.id).toBe(leadership)
  const tom = h.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  expect(said(h, 'emergency-incidents').join()).toContain('api down')
  const channel = tom.channels().find(c => c.startsWith('inc-')) ?? ''
  await tom.command(channel, '/incident update')
  await h.idle()
  tom.fill({
    'Also tell': [`channel ${leadership}`],
    'What is known, and what happens next?': 'we are on it',
  })
  await tom.submit()
  await h.idle()
  expect(said(h, 'leadership').join()).toContain('we are on it')
})

const alert = (p: Harness, urgency: 'high' | 'low') => ({
  id: `E${urgency}`,
  event_type: 'incident.triggered',
  occurred_at: new Date(p.now() - 60_000).toISOString(),
  data: {
    title: 'Disk fills up',
    urgency,
    html_url: 'https://pd.example/I1',
    service: { id: 'PSVC1', summary: 'Emergency API' },
  },
})
const send = (p: Harness, urgency: 'high' | 'low') =>
  p.production.pagerduty.send(`http://127.0.0.1:${p.service.port()}/webhooks/pagerduty`, alert(p, urgency))

test(
  'an alert that should declare declares though nothing can be looked up; the announcement follows',
  async () => {
    h = await startPitcrew({
      replicas: 1,
      config: { port: 0 },
      prepare: slack => {
        for (const method of ['conversations.list', 'users.conversations', 'usergroups.list'])
          slack.faults.begin(method, { kind: 'error', error: 'internal_error' })
      },
    })
    const p = h
    expect(await send(p, 'high')).toBe(202)
    expect((await p.incidents()).map(i => i?.title)).toEqual(['Disk fills up'])
    p.slack.faults.heal()
    await expect
      .poll(() => said(p, 'emergency-incidents').join(), { timeout: 20_000 })
      .toContain('Disk fills up')
  },
  patienceMs,
)

test(
  'a suggestion that has no place to go is an error, so that the pager sends it again',
  async () => {
    h = await startPitcrew({
      replicas: 1,
      config: { port: 0 },
      prepare: slack => {
        const emergency = slack.state.channelNamed('emergency-incidents')
        if (emergency !== undefined) emergency.archived = true
      },
    })
    const p = h
    expect(await send(p, 'low')).toBeGreaterThanOrEqual(500)
    const emergency = p.slack.state.channelNamed('emergency-incidents')
    if (emergency !== undefined) emergency.archived = false
    // It is looked for again a few seconds later.
    await expect.poll(() => send(p, 'low'), { timeout: 15_000, interval: 1000 }).toBe(202)
    expect(said(p, 'emergency-incidents').join()).toContain('Disk fills up')
  },
  patienceMs,
)
