import { execFile, spawn } from 'node:child_process'
import { type AddressInfo, connect, createServer } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { readManifest, sandboxWorkspace } from '../../sandbox/production.ts'
import { startSlack } from '../../sandbox/slack/index.ts'
import { findClosedPort } from '../integrations/tcp.ts'

const run = promisify(execFile)
let slack: Awaited<ReturnType<typeof startSlack>>
let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
  slack = await startSlack({
    workspace: sandboxWorkspace('playbook.yml'),
    ...readManifest('manifest.yml'),
  })
})
afterAll(async () => {
  await slack.stop()
  await redis.stop()
})
const good = () => ({
  PATH: process.env.PATH ?? '',
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  REDIS_URL: redis.url,
  LOG_LEVEL: 'silent',
})
/** What it says on its way out; starting well would be a failure of the test. */
const startWith = async (env: Record<string, string>) => {
  const ended = await run('node', ['src/main.ts'], { env: { ...good(), ...env }, timeout: 40_000 }).catch(
    (e: unknown) => e,
  )
  const { code, stderr } = ended as { code?: number; stderr: string }
  expect(code).toBe(1)
  return stderr
}

test('wrong tokens are both told, by name', async () => {
  const said = await startWith({ SLACK_BOT_TOKEN: 'xoxb-wrong', SLACK_APP_TOKEN: 'xapp-wrong' })
  expect(said).toContain('SLACK_BOT_TOKEN: Slack answered invalid_auth')
  expect(said).toContain('SLACK_APP_TOKEN: Slack answered invalid_auth')
  expect(said).not.toContain('xoxb-wrong')
}, 90_000)

test('a playbook that does not fit, and a Redis that wants another password', async () => {
  expect(await startWith({ PLAYBOOK: 'knip.json' })).toContain('knip.json:')
  const relay = await relayTo(redis.socket)
  const said = await startWith({ REDIS_URL: `redis://bot:hunter2@127.0.0.1:${relay.port}` })
  relay.close()
  expect(said).toContain('Correct the user and the password in REDIS_URL')
  expect(said).not.toContain('hunter2')
}, 90_000)

/** A port that leads to a Redis on a socket. */
async function relayTo(path: string, port = 0) {
  const relay = createServer(socket => {
    const line = connect(path)
    for (const end of [socket, line]) end.on('error', () => {})
    socket.pipe(line).pipe(socket)
  })
  await new Promise<void>(resolve => relay.listen(port, '127.0.0.1', resolve))
  return { port: (relay.address() as AddressInfo).port, close: () => relay.close() }
}

/** A bot that is started and left running, with what it has logged so far. */
function launch(env: Record<string, string>) {
  const bot = spawn('node', ['src/main.ts'], { env: { ...good(), LOG_LEVEL: 'info', ...env } })
  let words = ''
  for (const stream of [bot.stdout, bot.stderr]) stream.on('data', chunk => (words += chunk))
  const ended = new Promise(resolve => bot.once('exit', resolve))
  const end = () => {
    bot.kill('SIGTERM')
    return ended
  }
  return { words: () => words, end }
}
const patience = { timeout: 30_000 }

test('a Redis that is away at the start: the bot says so, waits, and starts when Redis is there', async () => {
  const port = await findClosedPort()
  const bot = launch({ REDIS_URL: `redis://127.0.0.1:${port}` })
  await expect.poll(bot.words, patience).toContain('Redis cannot be reached. Start it, or correct REDIS_URL')
  const relay = await relayTo(redis.socket, port)
  await expect.poll(bot.words, patience).toContain('Pitcrew is ready')
  expect(await bot.end()).toBe(0)
  relay.close()
}, 90_000)

test('Slack is away at the start: nobody is told to copy a token, and the wait can be ended', async () => {
  const bot = launch({ SLACK_API_URL: `http://127.0.0.1:${await findClosedPort()}/api/` })
  await expect.poll(bot.words, patience).toMatch(/Slack could not be reached for auth\.test.*/)
  await expect.poll(bot.words, patience).toContain('"again":"in 1 s"')
  expect(bot.words()).not.toMatch(/Copy it|It needs connections:write/)
  expect(await bot.end()).toBe(0)
}, 90_000)
