import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSlack } from '../../../sandbox/slack/index.ts'

const scopes = [
  'chat:write',
  'chat:write.public',
  'channels:manage',
  'channels:read',
  'channels:history',
  'channels:join',
  'groups:write',
  'groups:read',
  'groups:history',
  'im:write',
  'im:history',
  'users:read',
  'pins:write',
  'files:write',
]
const people = [
  { id: 'U1', name: 'ann', realName: 'Ann' },
  { id: 'U2', name: 'bob', realName: 'Bob', deleted: true },
  {
    id: 'U3',
    name: 'cy',
    realName: 'Cy',
    team: 'T0OTHER',
    enterprise: { id: 'E1', teams: ['T0OTHER', 'T0SANDBOX'] },
  },
  { id: 'U4', name: 'dee', realName: 'Dee', team: 'T0FOREIGN' },
  { id: 'U5', name: 'eve', realName: 'Eve', guest: 'single' as const },
]
let slack: Awaited<ReturnType<typeof startSlack>>
const begin = (granted: string[]) =>
  startSlack({
    workspace: {
      users: people,
      groups: [],
      channels: [
        { name: 'ours', withBot: true },
        { name: 'public' },
        { name: 'secret', isPrivate: true },
        { name: 'cellar', isPrivate: true, withBot: true },
        { name: 'old', archived: true, withBot: true },
        { name: 'both', extShared: true, withBot: true },
      ],
    },
    scopes: granted,
  })
beforeEach(async () => {
  slack = await begin(scopes)
})
afterEach(() => slack.stop())

type Answer = {
  ok: boolean
  error?: string
  needed?: string
  channel?: Record<string, unknown>
  channels?: { name: string }[]
  user?: Record<string, unknown>
  messages?: unknown[]
  file_id?: string
  response_metadata?: { next_cursor?: string }
}
async function call(method: string, args: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams(args),
  })
  return (await answer.json()) as Answer
}
const id = (name: string) => slack.state.channelNamed(name)?.id ?? ''

test.each([
  ['conversations.info', { ours: undefined, public: undefined, secret: 'channel_not_found', old: undefined }],
  [
    'conversations.history',
    { ours: undefined, public: 'not_in_channel', secret: 'channel_not_found', old: undefined },
  ],
  [
    'conversations.setTopic',
    { ours: undefined, public: 'not_in_channel', secret: 'channel_not_found', old: 'is_archived' },
  ],
  [
    'conversations.invite',
    { ours: 'already_in_channel', public: 'not_in_channel', secret: 'channel_not_found', old: 'is_archived' },
  ],
  [
    'pins.add',
    { ours: 'message_not_found', public: 'not_in_channel', secret: 'channel_not_found', old: 'is_archived' },
  ],
  [
    'chat.postEphemeral',
    { ours: undefined, public: 'not_in_channel', secret: 'channel_not_found', old: 'is_archived' },
  ],
  [
    'chat.postMessage',
    { ours: undefined, public: undefined, secret: 'channel_not_found', old: 'is_archived' },
  ],
  [
    'conversations.join',
    { ours: undefined, public: undefined, secret: 'channel_not_found', old: 'is_archived' },
  ],
  [
    'files.completeUploadExternal',
    { ours: undefined, public: 'not_in_channel', secret: 'channel_not_found', old: 'is_archived' },
  ],
])('%s answers as Slack does in each kind of channel', async (method, answers) => {
  for (const [name, error] of Object.entries(answers)) {
    const file = await call('files.getUploadURLExternal', { filename: 'a', length: '1' })
    const args = {
      channel: id(name),
      channel_id: id(name),
      user: 'U1',
      users: 'U1',
      text: 'x',
      topic: 'x',
      timestamp: '1',
    }
    const answer = await call(method, { ...args, files: JSON.stringify([{ id: file.file_id }]) })
    expect({ name, error: answer.error }).toEqual({ name, error })
  }
})

test('without chat:write.public only members post', async () => {
  await slack.stop()
  slack = await begin(scopes.filter(s => s !== 'chat:write.public'))
  expect(await call('chat.postMessage', { channel: id('ours'), text: 'x' })).toMatchObject({ ok: true })
  expect(await call('chat.postMessage', { channel: id('public'), text: 'x' })).toMatchObject({
    error: 'not_in_channel',
  })
})

test('a direct channel needs scopes of its own', async () => {
  const { channel } = await call('conversations.open', { users: 'U1' })
  const direct = String(channel?.id)
  expect(await call('conversations.info', { channel: direct })).toMatchObject({
    error: 'missing_scope',
    needed: 'im:read',
  })
  expect(await call('conversations.history', { channel: direct })).toMatchObject({ ok: true })
  await slack.stop()
  slack = await begin(['chat:write', 'mpim:write', 'channels:history', 'channels:read', 'im:read'])
  expect(await call('conversations.open', { users: 'U1' })).toMatchObject({
    error: 'missing_scope',
    needed: 'im:write',
  })
  const there = slack.state.direct('U1').id
  expect(await call('conversations.info', { channel: there })).toMatchObject({
    channel: { is_im: true, user: 'U1' },
  })
  expect(await call('conversations.history', { channel: there })).toMatchObject({
    error: 'missing_scope',
    needed: 'im:history',
  })
  expect(await call('conversations.list', { types: 'private_channel' })).toMatchObject({
    error: 'missing_scope',
    needed: 'groups:read',
  })
})

test('a list has public channels unless more is asked for; private ones only with the app; pages lack what is archived', async () => {
  const names = async (args: Record<string, string>) => {
    const answer = await call('conversations.list', args)
    return { names: answer.channels?.map(c => c.name), next: answer.response_metadata?.next_cursor }
  }
  expect(await names({})).toEqual({ names: ['ours', 'public', 'old', 'both'], next: '' })
  const types = 'public_channel,private_channel'
  expect((await names({ types })).names).toEqual(['ours', 'public', 'cellar', 'old', 'both'])
  const first = await names({ types, limit: '3', exclude_archived: 'true' })
  expect(first.names).toEqual(['ours', 'public', 'cellar'])
  expect(await names({ types, limit: '3', exclude_archived: 'true', cursor: first.next ?? '' })).toEqual({
    names: ['both'],
    next: '',
  })
  expect(await call('conversations.list', { limit: '1001' })).toMatchObject({ error: 'invalid_limit' })
  expect(await call('conversations.list', { cursor: 'x' })).toMatchObject({ error: 'invalid_cursor' })
  expect(await call('conversations.list', { types: 'rooms' })).toMatchObject({ error: 'invalid_types' })
})

test('people: deactivated ones cannot be opened, colleagues of the organisation and strangers are told apart', async () => {
  expect(await call('conversations.open', { users: 'U2' })).toMatchObject({ error: 'user_disabled' })
  expect(await call('conversations.open', { users: 'U0PITCREW' })).toMatchObject({ error: 'cannot_dm_bot' })
  expect(await call('users.info', { user: 'U3' })).toMatchObject({
    user: { team_id: 'T0OTHER', enterprise_user: { enterprise_id: 'E1', teams: ['T0OTHER', 'T0SANDBOX'] } },
  })
  expect((await call('users.info', { user: 'U3' })).user).not.toHaveProperty('is_stranger')
  expect(await call('users.info', { user: 'U4' })).toMatchObject({
    user: { is_stranger: true, team_id: 'T0FOREIGN' },
  })
  expect(await call('users.info', { user: 'U5' })).toMatchObject({
    user: { is_restricted: true, is_ultra_restricted: true },
  })
  expect(await call('conversations.info', { channel: id('both') })).toMatchObject({
    channel: { is_ext_shared: true },
  })
})

test('twenty pages a minute, or what a test sets; whoever asks for more is told how long to wait', async () => {
  for (let n = 0; n < 20; n++) expect(await call('conversations.list')).toMatchObject({ ok: true })
  const refused = await fetch(`${slack.apiUrl}conversations.list`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
  })
  expect(refused.status).toBe(429)
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(50)
  expect(wait).toBeLessThanOrEqual(60)
  slack.faults.limits.set('conversations.list', { calls: 30, perMs: 60_000 })
  expect(await call('conversations.list')).toMatchObject({ ok: true })
})
