import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fault } from '../../../sandbox/slack/faults.ts'
import { failable, startSlack } from '../../../sandbox/slack/index.ts'

let slack: Awaited<ReturnType<typeof startSlack>>
beforeEach(async () => {
  const users = [{ id: 'U1', name: 'ann', realName: 'Ann' }]
  slack = await startSlack({
    workspace: { users, groups: [], channels: [{ name: 'general' }] },
    scopes: ['chat:write', 'users:read'],
  })
})
afterEach(() => slack.stop())

const auth = () => ({ authorization: `Bearer ${slack.botToken}` })
async function call(method: string, limitMs = 2000) {
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: auth(),
    body: new URLSearchParams({ user: 'U1' }),
    signal: AbortSignal.timeout(limitMs),
  })
  const text = await response.text()
  const error = text.startsWith('{') ? (JSON.parse(text) as { error?: string }).error : undefined
  return { status: response.status, error, retryAfter: response.headers.get('retry-after') }
}
const well = { status: 200, error: undefined, retryAfter: null }

test.each<[Fault, object]>([
  [
    { kind: 'error', error: 'plan_upgrade_required' },
    { status: 200, error: 'plan_upgrade_required' },
  ],
  [{ kind: 'status', status: 503 }, { status: 503 }],
  [
    { kind: 'rate', retryAfter: 7 },
    { status: 429, retryAfter: '7' },
  ],
])('a method answers %j for the calls that were asked for, and other methods work', async (fault, answer) => {
  slack.faults.plan('users.info', fault, 2)
  expect(await call('users.info')).toMatchObject(answer)
  expect(await call('auth.test')).toEqual(well)
  expect(await call('users.info')).toMatchObject(answer)
  expect(await call('users.info')).toEqual(well)
})

test.each<Fault>([{ kind: 'cut' }, { kind: 'drop-after' }])('%j: the connection is dropped', async fault => {
  slack.faults.plan('users.info', fault)
  await expect(call('users.info')).rejects.toThrow('fetch failed')
  expect(await call('users.info')).toEqual(well)
})

test('silence: no answer until the client gives up; then Slack has nothing in hand', async () => {
  slack.faults.plan('users.info', { kind: 'silence' })
  await expect(call('users.info', 60)).rejects.toThrow('timeout')
  await expect.poll(() => slack.isIdle()).toBe(true)
  expect(slack.ledger.of('users.info')).toMatchObject([{ ok: false, error: 'no answer' }])
  expect(await call('users.info')).toEqual(well)
})

test('a fault for good lasts until it is told to end, by its own function or for the method', async () => {
  const refused = { kind: 'error', error: 'internal_error' } as const
  const end = slack.faults.begin('users.info', refused)
  for (let n = 0; n < 30; n++) expect(await call('users.info')).toMatchObject({ error: 'internal_error' })
  end()
  expect(await call('users.info')).toEqual(well)
  slack.faults.begin('users.info', refused)
  slack.faults.begin('auth.test', refused)
  slack.faults.heal('users.info')
  expect(await call('users.info')).toEqual(well)
  expect(await call('auth.test')).toMatchObject({ error: 'internal_error' })
  slack.faults.heal()
  expect(await call('auth.test')).toEqual(well)
})

test('a response URL and an upload can fail as well; faults of all methods leave them alone', async () => {
  slack.state.responses.set('R1', {
    channel: slack.state.channelNamed('general')?.id ?? '',
    user: 'U1',
    uses: 0,
  })
  const respond = () =>
    fetch(slack.apiUrl.replace('/api/', '/response/R1'), { method: 'POST', body: '{"text":"x"}' })
  slack.faults.begin('*', { kind: 'status', status: 500 })
  expect((await respond()).status).toBe(200)
  slack.faults.plan('response_url', { kind: 'status', status: 500 })
  expect((await respond()).status).toBe(500)
  expect((await respond()).status).toBe(200)
  expect(failable).toEqual(expect.arrayContaining(['chat.postMessage', 'response_url', 'upload']))
})
