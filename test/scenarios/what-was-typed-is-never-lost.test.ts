import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { StoreFault } from '../../src/runbook/ports/faults.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
let server: RedisServer
let admin: Redis
afterEach(async () => {
  await h?.stop()
  admin?.disconnect()
  await server?.stop()
})

/** Redis that can be made to take no writes, as a full one does. */
async function begin() {
  server = await startRedis()
  h = await startPitcrew({ redis: server })
  admin = new Redis(server.socket)
  await h.as('U0MAYA').command('#emergency-incidents', '/incident declare P2 slow')
  await h.idle()
  const channel =
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  const last = () => h.as('U0MAYA').sees(channel).at(-1)?.text ?? ''
  const full = (bytes: string) => admin.config('SET', 'maxmemory', bytes)
  return { channel, last, breaks: () => full('1'), mends: () => full('0') }
}
const notesOf = async () => {
  const [incident] = await h.incidents()
  return (await h.events(incident?.id ?? '')).filter(e => e.type === 'note.added')
}

test('a form that cannot be recorded stays open with its text, and Submit records it once', async () => {
  const { channel, breaks, mends } = await begin()
  const maya = h.as('U0MAYA')
  await maya.command(channel, '/incident note')
  await h.idle()
  maya.fill({ 'What should the timeline remember?': 'the lamp is red' })
  await breaks()
  await maya.submit()
  expect(Object.values(maya.modal()?.errors ?? {})).toEqual([
    expect.stringMatching(/Pitcrew’s Redis is full. Nothing was recorded/),
  ])
  await mends()
  await maya.submit()
  await h.idle()
  expect(maya.modal()).toBeUndefined()
  expect(await notesOf()).toHaveLength(1)
})

test('a declare that cannot be recorded stays open, and declares once Redis takes it', async () => {
  const { breaks, mends } = await begin()
  const tom = h.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare')
  await h.idle()
  tom.fill({ 'What fails?': 'no calls' })
  await breaks()
  await tom.submit()
  expect(tom.modal()?.errors).not.toEqual({})
  await mends()
  await tom.submit()
  await h.idle()
  expect((await h.incidents()).filter(i => i?.title === 'no calls')).toHaveLength(1)
})

test('an approval that cannot be recorded stays open, although nothing is typed in it', async () => {
  const { channel, breaks, mends } = await begin()
  const [maya, lee] = [h.as('U0MAYA'), h.as('U0LEE')]
  await maya.command(channel, '/incident contain')
  await h.idle()
  await maya.submit()
  await h.idle()
  await lee.press('Review and approve', channel)
  await h.idle()
  await breaks()
  await lee.submit()
  expect(lee.modal()?.text).toMatch(/Pitcrew’s Redis is full. Nothing was recorded/)
  await mends()
  await lee.submit()
  await h.idle()
  expect(lee.modal()).toBeUndefined()
  const [incident] = await h.incidents()
  const approved = (await h.events(incident?.id ?? '')).filter(e => e.type === 'action.approved')
  expect(approved.length).toBeGreaterThan(0)
})

test('a command that cannot be recorded comes back with its text', async () => {
  const { channel, last, breaks, mends } = await begin()
  await breaks()
  await h.as('U0MAYA').command(channel, '/incident note CPU > 90% on <https://x.example|the box>')
  await expect.poll(last).toMatch(/Redis is full[\s\S]*You typed:[\s\S]*\/incident note CPU > 90% on/)
  await mends()
})

test('a refused command comes back with its text, and a refused form stays open with it', async () => {
  const { channel, last } = await begin()
  const maya = h.as('U0MAYA')
  await maya.command(channel, '/incident update')
  await h.idle()
  await maya.command(channel, '/incident cancel false alarm')
  await h.idle()
  maya.fill({ 'What is known, and what happens next?': 'half of it works' })
  await maya.submit()
  await h.idle()
  expect(Object.values(maya.modal()?.errors ?? {})).toEqual([
    expect.stringContaining('was cancelled by @Maya Patel; nothing was changed'),
  ])
  maya.close()
  await maya.command(channel, '/incident update the other half, too')
  await h.idle()
  expect(last()).toMatch(/was cancelled[\s\S]*You typed:[\s\S]*\/incident update the other half, too/)
})

test('a form that Slack no longer opens is offered by a button that opens it', async () => {
  const { channel, last } = await begin()
  const maya = h.as('U0MAYA')
  for (const ask of [
    () => maya.command(channel, '/incident note'),
    () => maya.command(channel, '/incident contain'),
    () => maya.press('Update', channel),
  ]) {
    h.slack.faults.plan('views.open', { kind: 'error', error: 'expired_trigger_id' })
    await ask()
    await h.idle()
    expect(last()).toContain('The form did not open')
    await maya.press('Open the form', channel)
    await h.idle()
    expect(maya.modal()?.submit).toBeDefined()
    maya.close()
  }
})

test('a gesture that Slack delivers again changes nothing and is not refused in the person’s own name', async () => {
  const { channel, last } = await begin()
  const maya = h.as('U0MAYA')
  for (const typed of [
    '/incident ack',
    '/incident severity P1 it spreads',
    '/incident note',
    '/incident cancel it was me',
  ]) {
    await maya.command(channel, typed)
    await h.idle()
    const before = { last: last(), sent: h.slack.ledger.calls.length }
    const again = h.slack.ledger.envelopes.findLast(e => e.type === 'slash_commands')
    await h.slack.sockets.deliver('slash_commands', again?.payload ?? {})
    await h.idle()
    expect(last()).toBe(before.last)
  }
})

test('an answer finds its person by whatever way works', async () => {
  const { channel, last } = await begin()
  const maya = h.as('U0MAYA')
  const direct = () => maya.sees('@pitcrew').at(-1)?.text ?? ''
  h.slack.faults.plan('response_url', { kind: 'status', status: 404 })
  await maya.command(channel, '/incident fix nonsense-that-is-no-subcommand-either'.replace('fix', 'fixx'))
  await h.idle()
  expect(last()).toContain('Did you mean /incident fix?')
  h.slack.faults.plan('response_url', { kind: 'status', status: 404 })
  h.slack.faults.plan('chat.postEphemeral', { kind: 'error', error: 'user_not_in_channel' })
  await maya.command(channel, '/incident lisst')
  await h.idle()
  expect(direct()).toContain('Did you mean /incident list?')
})

test('whoever declares where Pitcrew is not is answered there; without that, directly', async () => {
  await begin()
  const tom = h.as('U0TOM')
  h.slack.state.addChannel('engineering', 'U0TOM', false, ['U0TOM'])
  await tom.command('#engineering', '/incident declare P3 slow search')
  await h.idle()
  expect(tom.sees('engineering').at(-1)?.text).toContain('It is run in #inc-')
  h.slack.faults.begin('response_url', { kind: 'status', status: 404 })
  await tom.command('#engineering', '/incident declare P3 slow maps')
  await h.idle()
  expect(tom.sees('@pitcrew').at(-1)?.text).toContain('It is run in #inc-')
})

/** The next append is written, and its answer is lost. */
function loseNextAnswer(): void {
  for (const { runbook } of h.services) {
    const append = runbook.store.append
    runbook.store.append = async input => {
      await append(input)
      for (const s of h.services) s.runbook.store.append = append
      throw new StoreFault('slow', 'Redis did not answer in time', { mayBeWritten: true })
    }
  }
}

test('a form that may have been recorded: sent again as it is it counts once, with other words it counts as well', async () => {
  const { channel } = await begin()
  const maya = h.as('U0MAYA')
  const question = 'What should the timeline remember?'
  for (const [second, counts] of [
    ['the lamp is red', 1],
    ['the lamp is red, and hot', 3],
  ] as const) {
    await maya.command(channel, '/incident note')
    await h.idle()
    maya.fill({ [question]: 'the lamp is red' })
    loseNextAnswer()
    await maya.submit()
    expect(Object.values(maya.modal()?.errors ?? {}).join()).toContain(
      'It may have been recorded all the same',
    )
    maya.fill({ [question]: second })
    await maya.submit()
    await h.idle()
    expect(await notesOf()).toHaveLength(counts)
  }
})

test('a declare that may have been recorded is not declared twice, and its changed words are asked for', async () => {
  await begin()
  // In another second than the first incident, whose id is taken.
  h.jump(1000)
  const tom = h.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare')
  await h.idle()
  tom.fill({ 'What fails?': 'no calls' })
  loseNextAnswer()
  await tom.submit()
  tom.fill({ 'What fails?': 'no calls in London' })
  await tom.submit()
  await h.idle()
  expect((await h.incidents()).filter(i => i?.title.startsWith('no calls'))).toHaveLength(1)
  expect(tom.sees('emergency-incidents').some(m => m.text.includes('with the words of the first time'))).toBe(
    true,
  )
})
