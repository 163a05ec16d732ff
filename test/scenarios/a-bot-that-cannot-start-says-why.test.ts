import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { readManifest, sandboxWorkspace } from '../../sandbox/production.ts'
import { startSlack } from '../../sandbox/slack/index.ts'

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
  const ended = await run('node', ['src/main.ts'], { env: { ...good(), ...env }, timeout: 15_000 }).catch(
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
})

test('a Redis that is not there, and a playbook that does not fit', async () => {
  expect(await startWith({ REDIS_URL: 'redis://127.0.0.1:1' })).toContain('Redis cannot be reached')
  expect(await startWith({ PLAYBOOK: 'knip.json' })).toContain('knip.json:')
})
