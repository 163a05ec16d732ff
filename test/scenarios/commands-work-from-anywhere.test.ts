import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom } from './clock.ts'

const begin = startsPitcrew()
const idOf = async (p: Harness, n = 0) => (await p.incidents())[n]?.id ?? ''
const last = (p: Harness, user: string, channel: string) => p.as(user).sees(channel).at(-1)?.text ?? ''

/** Every message of a channel that this person sees, as one text. */
const readAs = (p: Harness, user: string, channel: string) =>
  p
    .as(user)
    .sees(channel)
    .map(m => m.text)
    .join('\n')

test('from a direct message and from another channel: acknowledged, updated, ended, by the incident’s id', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P2 api slow')
  const id = await idOf(p)
  await p.as('U0MAYA').command('@pitcrew', `/incident ack ${id}`)
  await p.idle()
  await p.as('U0MAYA').command('#leadership', `/incident update ${id.toLowerCase()} the pool was full`)
  await p.idle()
  await p.as('U0MAYA').command('@pitcrew', `/incident status ${id}`)
  await p.idle()
  expect(last(p, 'U0MAYA', '@pitcrew')).toContain(id)
  await p.as('U0MAYA').command('@pitcrew', `/incident note ${id} here is the log`)
  await p.as('U0MAYA').command('@pitcrew', `/incident cancel ${id} a false alarm`)
  await p.idle()
  const seen = readAs(p, 'U0TOM', channel)
  for (const words of ['P2 acknowledged by', 'the pool was full', 'here is the log', 'Incident cancelled'])
    expect(seen).toContain(words)
})

test('in its own channel nothing need be named; `here` names it as well', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P2 api slow')
  await p.as('U0MAYA').command(channel, '/incident ack here')
  await p.as('U0MAYA').command(channel, '/incident note here it began')
  await p.idle()
  const seen = readAs(p, 'U0TOM', channel)
  expect(seen).toContain('P2 acknowledged by')
  expect(seen).toContain('here it began')
})

test('a private incident is not known to others, in the same words as one that does not exist', async () => {
  const p = await begin()
  await declareAsTom(p, 'private P1 data breach')
  const id = await idOf(p)
  const answers: string[] = []
  for (const named of [id, 'INC-20010101-000000']) {
    await p.as('U0OMAR').command('@pitcrew', `/incident status ${named}`)
    await p.as('U0OMAR').command('@pitcrew', `/incident note ${named} let me see`)
    await p.idle()
    answers.push(last(p, 'U0OMAR', '@pitcrew').replaceAll(named, 'INC'))
  }
  expect(answers[0]).toBe(answers[1])
  expect(answers[0]).not.toContain('data breach')
  await p.as('U0TOM').command('@pitcrew', `/incident note ${id} found how they came in`)
  await p.idle()
  const log = await p.events(id)
  expect(log.filter(e => e.type === 'note.added')).toHaveLength(1)
})

test('a forged button of a private incident, pressed in one’s own direct message, brings nobody in', async () => {
  const p = await begin()
  await declareAsTom(p, 'P2 api slow')
  const secret = await declareAsTom(p, 'private P1 data breach')
  const id = (await p.incidents()).find(i => i?.visibility === 'private')?.id ?? ''
  await p.as('U0OMAR').command('@pitcrew', '/incident list')
  await p.idle()
  const message = p.as('U0OMAR').sees('@pitcrew').at(-1)
  await p.as('U0OMAR').forge(p.slack.state.direct('U0OMAR').id, message?.ts ?? '', {
    label: 'Join channel',
    actionId: 'join-channel',
    blockId: 'b1',
    value: JSON.stringify({ i: id }),
  })
  await p.idle()
  expect(p.slack.state.channelNamed(secret)?.members.has('U0OMAR')).toBe(false)
})

test.each(['Join channel', 'I can help'])(
  '%s: whoever Slack does not let in is told so, and how to go on',
  async label => {
    const p = await begin()
    const channel = await declareAsTom(p, 'P2 api slow')
    p.slack.state.channelNamed(channel)?.members.delete('U0OMAR')
    p.slack.faults.begin('conversations.invite', { kind: 'error', error: 'cant_invite' })
    await p.as('U0OMAR').press(label, '#emergency-incidents')
    await p.idle()
    const told = () => JSON.stringify(p.as('U0OMAR').sees('#emergency-incidents'))
    expect(told()).toContain(`did not let Pitcrew invite you into #${channel} (cant_invite)`)
    expect(told()).not.toContain('You are in <#')
    p.slack.faults.heal()
    await p.as('U0OMAR').press('Join channel', '#emergency-incidents')
    await p.idle()
    expect(told()).toContain('You are in <#')
    expect(p.slack.state.channelNamed(channel)?.members.has('U0OMAR')).toBe(true)
  },
)
