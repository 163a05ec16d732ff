import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bin, message, openChannel, openSandbox, type Stand, show, type } from './browser.ts'

const patienceMs = 60_000

describe.skipIf(bin === undefined)('one sandbox', { timeout: patienceMs }, () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await openSandbox()
  }, patienceMs)
  afterEach(() => stand.closePages())
  afterAll(() => stand.stop(), patienceMs)

  test('database and cache go and come back, and the bot’s probes see it', async () => {
    const maya = await stand.as('U0MAYA')
    await maya.getByRole('button', { name: 'Break: Database unreachable' }).click()
    await maya.getByRole('button', { name: 'Break: Cache unreachable' }).click()
    await maya.getByText('Database down').waitFor()
    await openChannel(maya, 'emergency-incidents')
    await type(maya, '/incident declare P2 no data')
    await message(maya, 'P2 · no data').waitFor()
    await openChannel(maya, /no-data/)
    const facts = message(maya, /Diagnostics · (\d+) of \1 in/)
    await facts.waitFor()
    expect(await facts.innerText()).toMatch(/(?:❌|⚠️) Database/)
    expect(await facts.innerText()).toMatch(/(?:❌|⚠️) Cache/)
    await maya.getByRole('button', { name: 'Cure: Database unreachable' }).click()
    await maya.getByRole('button', { name: 'Cure: Cache unreachable' }).click()
    await maya.getByText('Database up').waitFor()
    await facts.getByRole('button', { name: 'Diagnose again' }).click()
    await message(maya, /are well: .*Database,/).waitFor()
    await message(maya, /are well: .*Cache/).waitFor()
  })

  test('more callers make the queue grow until enough tasks run', async () => {
    const maya = await stand.as('U0MAYA')
    await maya.getByRole('button', { name: 'Break: Three times the callers' }).click()
    await maya.getByText('35/min').waitFor()
    const more = maya.getByRole('button', { name: /One task more .* eu-west-2/ })
    for (let i = 0; i < 8; i++) await more.click()
    await maya.getByText('12 of 12 running').waitFor()
    await maya.getByText('0/min', { exact: true }).waitFor()
    expect(stand.sandbox.production.aws.writes()).toEqual([])
  })

  test('every envelope and call is in the traffic, with its ack and its arguments', async () => {
    const maya = await stand.as('U0MAYA')
    await show(maya, 'Traffic')
    await openChannel(maya, 'emergency-incidents')
    await type(maya, '/incident list')
    const row = maya.getByRole('listitem').filter({ hasText: '/incident list' }).first()
    await row.getByText(/ack \d+\.\d ms/).waitFor()
    await row.locator('summary').click()
    await expect.poll(() => row.locator('pre').textContent()).toContain('"user_id": "U0MAYA"')
    const call = maya.getByRole('listitem').filter({ hasText: 'response_url' }).first()
    await call.locator('summary').click()
    await expect.poll(() => call.locator('pre').textContent()).toContain('no data')
    expect(await maya.getByRole('tabpanel').innerText()).not.toContain('xoxb-')
  })

  test('a refused call is told as an error, and what was asked for still happens', async () => {
    const maya = await stand.as('U0MAYA')
    await show(maya, 'Traffic')
    await openChannel(maya, /no-data/)
    await message(maya, 'Phase 1').waitFor()
    await maya.getByRole('button', { name: '429', exact: true }).click()
    await type(maya, '/incident note said while Slack refuses')
    const refused = maya.getByRole('listitem').filter({ hasText: 'ratelimited' }).first()
    await refused.waitFor()
    await message(maya, 'said while Slack refuses').waitFor()
    stand.sandbox.slack.faults.forget('rate')
  })

  test('a dropped answer makes nothing appear twice', async () => {
    const maya = await stand.as('U0MAYA')
    await show(maya, 'Traffic')
    await openChannel(maya, /no-data/)
    await maya.getByRole('button', { name: 'Drop after accept' }).click()
    await type(maya, '/incident note said once')
    await message(maya, 'said once').waitFor()
    stand.sandbox.slack.faults.forget('drop-after')
    await type(maya, '/incident note said after that')
    await message(maya, 'said after that').waitFor()
    expect(await maya.getByRole('article').filter({ hasText: 'said once' }).count()).toBe(1)
  })

  test('in an outage a command fails with a word, and works again after it; a refresh loses nothing', async () => {
    const maya = await stand.as('U0MAYA')
    await show(maya, 'Traffic')
    await openChannel(maya, /no-data/)
    await maya.getByRole('button', { name: 'Outage' }).click()
    await maya.getByText('0 sockets open').waitFor()
    await type(maya, '/incident status')
    const failed = maya.getByRole('alert').filter({ hasText: '/incident failed with the error' })
    await failed.waitFor()
    expect(await failed.innerText()).toContain('dispatch_failed')
    await maya.getByRole('button', { name: 'Outage' }).click()
    await maya.getByText('4 sockets open').waitFor()
    await maya.getByRole('button', { name: 'Send' }).click()
    await message(maya, 'Only visible to you').waitFor()
    await maya.getByRole('button', { name: 'Socket refresh' }).click()
    await type(maya, '/incident note after the refresh')
    await message(maya, 'after the refresh').waitFor()
  })

  test('a method that is told to fail fails by name until it is ended, and only that one', async () => {
    const maya = await stand.as('U0MAYA')
    await show(maya, 'Traffic')
    await openChannel(maya, /no-data/)
    const form = maya.getByRole('form', { name: 'One method fails' })
    await form.getByLabel('Method').selectOption('chat.postMessage')
    await form.getByRole('combobox', { name: 'Code', exact: true }).fill('Not a code')
    await form.getByRole('button', { name: 'Let it fail' }).click()
    await form.getByRole('alert').waitFor()
    await form.getByLabel('answers').selectOption('503')
    await form.getByRole('button', { name: 'Let it fail' }).click()
    await form.getByText('chat.postMessage: HTTP 503').waitFor()
    await type(maya, '/incident note while posts fail')
    const traffic = maya.getByRole('list', { name: 'Traffic, newest first' })
    await traffic.getByRole('listitem').filter({ hasText: 'HTTP 503' }).first().waitFor()
    await form.getByRole('button', { name: 'End: chat.postMessage' }).click()
    await message(maya, 'while posts fail').waitFor()
    expect(stand.sandbox.slack.faults.list()).toEqual([])
  })

  test('Slack’s own limits hold when they are switched on', async () => {
    const maya = await stand.as('U0MAYA')
    await show(maya, 'Traffic')
    await openChannel(maya, /no-data/)
    await maya.getByRole('button', { name: 'Rate tiers' }).click()
    const channel = stand.sandbox.slack.state.channels.get(new URL(maya.url()).hash.slice(1))
    for (const n of [1, 2, 3]) await type(maya, `/incident note under limits ${n}`)
    for (const n of [1, 2, 3]) await message(maya, `under limits ${n}`).waitFor()
    const posted = (channel?.messages ?? []).filter(
      m => m.text.includes('under limits') && m.only === undefined,
    )
    expect(posted).toHaveLength(3)
    const times = posted.map(m => Math.floor(Number(m.ts) * 1000))
    for (const [i, at] of times.entries())
      if (i > 0) expect(at - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(990)
    await maya.getByRole('button', { name: 'Rate tiers' }).click()
  })

  test('other sites and other names get nothing', async () => {
    const at = stand.sandbox.url
    const body = JSON.stringify({ do: 'break', fault: 'api-down' })
    const json = { 'content-type': 'application/json' }
    const answers = await Promise.all([
      fetch(`${at}act`, { method: 'POST', body, headers: { ...json, origin: 'https://evil.example' } }),
      fetch(`${at}act`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } }),
      fetch(`${at}act?as=U0NOBODY`, { method: 'POST', body, headers: json }),
      fetch(`${at}act`, { method: 'POST', body: '{', headers: json }),
      fetch(`${at}file/F1`),
      fetch(`${at}..%2f..%2fpackage.json`),
    ])
    expect(answers.map(a => a.status)).toEqual([403, 400, 400, 400, 404, 404])
    expect(stand.sandbox.production.world.since('api-down')).toBeUndefined()
  })
})
