import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startSlack } from '../../../sandbox/slack/index.ts'

let time = 1_700_000_000_000
let slack: Awaited<ReturnType<typeof startSlack>>
const scopes = ['chat:write', 'chat:write.public', 'channels:manage', 'channels:read', 'channels:history']
const open: WebSocket[] = []
beforeEach(async () => {
  const users = [{ id: 'U1', name: 'ann', realName: 'Ann' }]
  slack = await startSlack({
    workspace: { users, groups: [], channels: [{ name: 'general' }] },
    scopes,
    now: () => time,
  })
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate()
  await slack.stop()
})

async function call(method: string, args: Record<string, string> = {}, token = slack.botToken) {
  const answer = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(args),
  })
  return (await answer.json()) as {
    ok: boolean
    error?: string
    url?: string
    channel?: { id: string }
    ts?: string
    view?: { id: string; hash: string }
  }
}
const general = () => slack.state.channelNamed('general')?.id ?? ''
/** A bare socket of the app; answers its envelopes with `ack`, or keeps silent. */
async function connect(ack: ((id: string) => object | undefined) | undefined) {
  const { url = '' } = await call('apps.connections.open', {}, slack.appToken)
  const socket = new WebSocket(url)
  open.push(socket)
  const seen: { type: string; envelope_id?: string; retry_attempt?: number }[] = []
  await new Promise(resolve => {
    socket.on('message', data => {
      const message = JSON.parse(String(data)) as (typeof seen)[number]
      seen.push(message)
      if (message.type === 'hello') resolve(undefined)
      const answer = message.envelope_id === undefined ? undefined : ack?.(message.envelope_id)
      if (answer !== undefined) socket.send(JSON.stringify(answer))
    })
  })
  return seen
}
const acked = (id: string) => ({ envelope_id: id, payload: {} })
const view = JSON.stringify({
  type: 'modal',
  callback_id: 'x',
  title: { type: 'plain_text', text: 'T' },
  blocks: [],
})

test.each([
  ['nothing.like.this', {}, 'unknown_method'],
  ['chat.postMessage', { text: 'x' }, 'invalid_arguments'],
  ['chat.postMessage', { channel: 'C404', text: 'x' }, 'channel_not_found'],
  ['pins.add', { channel: 'C1', timestamp: '1' }, 'missing_scope'],
  ['conversations.create', { name: 'Not Allowed' }, 'invalid_name_specials'],
  ['conversations.create', { name: 'general' }, 'name_taken'],
  ['views.open', { trigger_id: 'never', view }, 'invalid_trigger_id'],
])('%s with %j is refused as %s', async (method, args, error) => {
  expect(await call(method, args)).toMatchObject({ ok: false, error })
})

test('tokens are told apart, and limits of blocks are Slack’s', async () => {
  expect(await call('auth.test', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' })
  expect(await call('apps.connections.open')).toMatchObject({ error: 'invalid_auth' })
  const post = (blocks: object[]) =>
    call('chat.postMessage', { channel: general(), text: 'x', blocks: JSON.stringify(blocks) })
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
  expect(await post([section('fits')])).toMatchObject({ ok: true })
  expect(await post(Array.from({ length: 51 }, () => section('x')))).toMatchObject({
    error: 'invalid_blocks',
  })
  expect(await post([section('x'.repeat(3001))])).toMatchObject({ error: 'invalid_blocks' })
  expect(await post([{ type: 'carousel' }])).toMatchObject({ error: 'invalid_blocks' })
  expect(await post(Array.from({ length: 6 }, () => section('x'.repeat(2900))))).toMatchObject({
    error: 'msg_blocks_too_long',
  })
})

test('a trigger works once and lives three seconds; a stale hash is a conflict', async () => {
  const trigger = slack.state.trigger('U1')
  const first = await call('views.open', { trigger_id: trigger, view })
  expect(first.ok).toBe(true)
  expect(await call('views.open', { trigger_id: trigger, view })).toMatchObject({
    error: 'exchanged_trigger_id',
  })
  const late = slack.state.trigger('U1')
  time += 3001
  expect(await call('views.open', { trigger_id: late, view })).toMatchObject({ error: 'expired_trigger_id' })
  const id = first.view?.id ?? ''
  expect((await call('views.update', { view_id: id, view, hash: first.view?.hash ?? '' })).ok).toBe(true)
  expect(await call('views.update', { view_id: id, view, hash: first.view?.hash ?? '' })).toMatchObject({
    error: 'hash_conflict',
  })
})

test('each payload goes to exactly one of the app’s sockets', async () => {
  const [a, b] = [await connect(acked), await connect(acked)]
  for (let n = 0; n < 4; n++) await slack.as('U1').command('#general', '/incident list')
  const count = (seen: { type: string }[]) => seen.filter(m => m.type === 'slash_commands').length
  expect(count(a) + count(b)).toBe(4)
  expect(Math.min(count(a), count(b))).toBeGreaterThan(0)
  expect(slack.ledger.envelopes.every(e => e.ackMs !== undefined)).toBe(true)
})

test('a late ack fails before the person’s eyes, and without a socket nothing is dispatched', async () => {
  await expect(slack.as('U1').command('#general', '/incident list')).rejects.toThrow('dispatch_failed')
  await connect(undefined)
  await expect(slack.as('U1').command('#general', '/incident list')).rejects.toThrow('operation_timeout')
})

test('an event that nobody acknowledges comes again, and says so', async () => {
  let tries = 0
  const seen = await connect(id => (++tries >= 2 ? acked(id) : undefined))
  await slack.emit({ type: 'message', channel: general(), user: 'U1', text: 'hello' })
  expect(seen.filter(m => m.type === 'events_api').map(m => m.retry_attempt)).toEqual([undefined, 1])
})
