import { expect, test } from 'vitest'
import type { Fault } from '../../sandbox/slack/faults.ts'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { directs, isPing } from './clock.ts'

const begin = startsPitcrew()
const emergency = '#emergency-incidents'
const restricted: Fault = { kind: 'error', error: 'restricted_action' }

const declare = (p: Harness, typed = '/incident declare P1 api down', channel = emergency) =>
  p.as('U0TOM').command(channel, typed)
const saidTo = (p: Harness, user: string, channel = emergency) =>
  p
    .as(user)
    .sees(channel)
    .map(m => m.text)
const opened = (p: Harness) =>
  p
    .as('U0TOM')
    .channels()
    .filter(c => c.startsWith('inc-'))
/** No channel can be had: none may be made, and the emergency channel is archived. */
async function beginWithout(p: Harness) {
  p.slack.faults.begin('conversations.create', restricted)
  const there = p.slack.state.channelNamed('emergency-incidents')
  if (there !== undefined) there.archived = true
}
const pings = (p: Harness, since: number) => directs(p, isPing, since).filter(d => d.startsWith('0 '))

/** Time goes on while Slack keeps refusing: there is always a try on its way, so nothing is ever idle. */
const pingedMeanwhile = (p: Harness, start: number) =>
  expect
    .poll(
      () => {
        p.jump(250)
        return pings(p, start)
      },
      { timeout: 15_000 },
    )
    .toEqual(['0 grace', '0 lee', '0 maya'])

test.each<[string, Fault]>([
  ['answers 503', { kind: 'status', status: 503 }],
  ['drops the connection', { kind: 'cut' }],
])(
  'conversations.create %s for a while: people are pinged meanwhile, and the channel comes',
  async (_, fault) => {
    const p = await begin()
    const start = p.now()
    const end = p.slack.faults.begin('conversations.create', fault)
    await declare(p)
    await expect.poll(() => p.slack.ledger.of('conversations.create').length).toBeGreaterThan(0)
    await pingedMeanwhile(p, start)
    expect(opened(p)).toEqual([])
    await expect.poll(() => saidTo(p, 'U0TOM').join(), { timeout: 15_000 }).toContain('it has no channel yet')
    await expect.poll(() => saidTo(p, 'U0OMAR').join()).toContain('P1 · api down')
    end()
    await expect.poll(() => opened(p), { timeout: 15_000 }).toHaveLength(1)
    await p.idle(15_000)
    expect(saidTo(p, 'U0TOM', `#${opened(p)[0]}`)[0]).toContain('Phase 1')
    expect(saidTo(p, 'U0TOM').some(t => t.includes('It is run in'))).toBe(true)
    expect(pings(p, start)).toEqual(['0 grace', '0 lee', '0 maya'])
  },
  60_000,
)

test('a workspace that lets nobody make channels: it is run in the emergency channel, and the declarer is told why', async () => {
  const p = await begin()
  const start = p.now()
  p.slack.faults.begin('conversations.create', restricted)
  await declare(p, '/incident declare P1 api down', '#customer-success')
  await p.idle()
  await p.advance(1000)
  // Pitcrew is not in that channel, and answers there all the same: by the address that Slack gave with the command.
  const told = saidTo(p, 'U0TOM', '#customer-success').at(-1)
  expect(told).toContain('because its own channel could not be opened')
  expect(told).toContain('restricted_action')
  expect(saidTo(p, 'U0OMAR').some(t => t.includes('Phase 1'))).toBe(true)
  // Others need not read why: it is no news to them.
  expect(saidTo(p, 'U0OMAR').some(t => t.includes('restricted_action'))).toBe(false)
  expect(pings(p, start)).toEqual(['0 grace', '0 lee', '0 maya'])
})

test('no channel at all: people are pinged, and the incident moves into the channel that Pitcrew is invited to', async () => {
  const p = await begin()
  const start = p.now()
  await beginWithout(p)
  await declare(p)
  await expect.poll(() => p.slack.ledger.of('conversations.create').length).toBeGreaterThan(0)
  await pingedMeanwhile(p, start)
  const told = [...saidTo(p, 'U0TOM', '@pitcrew'), ...saidTo(p, 'U0TOM')]
  expect(told.filter(t => t.includes('it has no channel yet'))).toHaveLength(1)
  p.slack.state.addChannel('war-room', 'U0LEE', false, ['U0LEE', 'U0TOM'])
  p.as('U0LEE').inviteBot('#war-room')
  await expect.poll(() => saidTo(p, 'U0TOM', '#war-room')[0] ?? '', { timeout: 15_000 }).toContain('Phase 1')
  await p.idle(15_000)
  expect(p.slack.state.channelNamed('war-room')?.members.has('U0MAYA')).toBe(true)
  expect(pings(p, start)).toEqual(['0 grace', '0 lee', '0 maya'])
}, 60_000)

test('private, and no channel can be had: nothing in public; only a private channel is adopted', async () => {
  const p = await begin()
  p.slack.faults.begin('conversations.create', restricted)
  await declare(p, '/incident declare private P1 data breach')
  await expect
    .poll(() => saidTo(p, 'U0TOM').join('\n'), { timeout: 15_000 })
    .toContain('it has no channel yet')
  p.slack.state.addChannel('open-room', 'U0TOM', false, ['U0TOM', 'U0OMAR'])
  p.as('U0TOM').inviteBot('#open-room')
  p.slack.state.addChannel('closed-room', 'U0TOM', true, ['U0TOM'])
  p.as('U0TOM').inviteBot('#closed-room')
  await expect
    .poll(() => saidTo(p, 'U0TOM', '#closed-room')[0] ?? '', { timeout: 15_000 })
    .toContain('Phase 1')
  await p.idle(15_000)
  expect(saidTo(p, 'U0OMAR', '#open-room')).toEqual([])
  expect(saidTo(p, 'U0OMAR').join('\n')).not.toContain('data breach')
}, 60_000)

test('two incidents without a channel: whoever invites gets their own', async () => {
  const p = await begin()
  await beginWithout(p)
  await declare(p, '/incident declare P3 slow search')
  await p.as('U0OMAR').command(emergency, '/incident declare P3 slow mail')
  await expect
    .poll(async () => (await p.incidents()).filter(i => i?.noChannel).length, { timeout: 15_000 })
    .toBe(2)
  p.slack.state.addChannel('mail-room', 'U0OMAR', false, ['U0OMAR'])
  p.as('U0OMAR').inviteBot('#mail-room')
  await expect
    .poll(() => saidTo(p, 'U0OMAR', '#mail-room').join('\n'), { timeout: 15_000 })
    .toContain('slow mail')
}, 60_000)

test('“This channel” is refused at its field where Pitcrew cannot be; what was typed stays', async () => {
  const p = await begin()
  const tom = p.as('U0TOM')
  p.slack.state.addChannel('secret-room', 'U0TOM', true, ['U0TOM'])
  for (const [channel, why] of [
    ['#secret-room', 'Pitcrew is not in this channel'],
    ['@pitcrew', 'A direct message cannot hold an incident'],
  ] as const) {
    await tom.command(channel, '/incident declare')
    await expect.poll(() => tom.modal()?.title).toBe('Declare an incident')
    await tom.pressInModal('More options')
    await p.idle()
    tom.fill({ 'What fails?': 'api down', Channel: 'This channel' })
    await tom.submit()
    expect(Object.values(tom.modal()?.errors ?? {})).toEqual([`${why}. Choose “A new channel”.`])
    tom.fill({ Channel: 'A new channel' })
    await tom.submit()
    await p.idle()
    expect(tom.modal()).toBe(undefined)
  }
  expect(opened(p)).toHaveLength(2)
})
