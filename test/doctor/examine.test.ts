import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { examine } from '../../src/doctor/examine.ts'
import { loadPlaybook } from '../../src/load-playbook.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness | undefined
afterEach(() => h?.stop())

async function start() {
  h = await startPitcrew({ replicas: 1 })
  const { slack, production, redis } = h
  const env: Record<string, string | undefined> = production.env
  const config = {
    slack: {
      mode: 'socket' as const,
      botToken: slack.botToken,
      appToken: slack.appToken,
      apiUrl: slack.apiUrl,
    },
    redisUrl: redis.socket,
    scripts: { folder: production.env.SCRIPTS_DIR, path: '' },
    secret: (name: string) => env[name],
    pagerduty: {},
    statusPage: {},
  }
  const { policy } = loadPlaybook('playbook.yml')
  const run = (over: object = {}, now = Date.now) =>
    examine({ config: { ...config, ...over } as Parameters<typeof examine>[0]['config'], policy, now })
  return { h, run, config }
}
const wrong = (r: Awaited<ReturnType<typeof examine>>) =>
  r.findings.filter(f => f.state === 'wrong').map(f => `${f.subject}: ${f.says}. ${f.remedy}`)

test('a set-up without faults has nothing wrong', async () => {
  const { run } = await start()
  expect(wrong(await run())).toEqual([])
})

test('a service that doctor does not examine is named, and never reads as fine', async () => {
  const { run } = await start()
  const report = await run({ awsRegion: 'eu-west-2' })
  const about = (subject: string) => report.findings.find(f => f.subject === subject)
  expect(about('AWS')).toMatchObject({ state: 'look', says: 'is set up, and doctor does not examine it' })
  expect(about('Kubernetes')).toMatchObject({ state: 'off', says: 'set KUBECONFIG' })
  expect(report.findings.map(f => f.subject)).toEqual(
    expect.arrayContaining(['PagerDuty', 'status page', 'archive', 'cache', 'ending queries']),
  )
})

test('a Redis that refuses every write, a service set up by half and an address that is none are named', async () => {
  const { h, run } = await start()
  const admin = new Redis(h.redis.socket)
  await admin.config('SET', 'min-replicas-to-write', '1')
  const half: Record<string, string> = { STATUSPAGE_TOKEN: 'only-the-token' }
  const password = 'p#ss/w0rd'
  const told = wrong(
    await run({
      secret: (name: string) => half[name],
      statusPage: undefined,
      databaseUrl: `postgres://reader:${password}@127.0.0.1/x`,
    }),
  ).join('\n')
  await admin.config('SET', 'min-replicas-to-write', '0')
  admin.disconnect()
  expect(told).toMatch(
    /writes: too few replicas are connected, so Redis refuses writes\. Bring the replicas back/,
  )
  expect(told).toMatch(/status page: is off although STATUSPAGE_TOKEN is set\. Set STATUSPAGE_TOKEN and/)
  expect(told).toMatch(/database: DATABASE_URL is no address\. .*percent-encoded/)
  expect(told).not.toMatch(/network/)
  expect(told).not.toContain(password)
})

test('each fault is named with its remedy, and no token is shown', async () => {
  const { h, run, config } = await start()
  rmSync(join(config.scripts.folder, 'activate-emergency-routing.sh'))
  const leadership = h.slack.state.channelNamed('leadership')
  if (leadership !== undefined) leadership.archived = true
  const lee = h.slack.state.users.get('U0LEE')
  if (lee !== undefined) lee.deleted = true
  const slack = { ...config.slack, appToken: 'xapp-wrong-token' }
  const report = await run({ slack, secret: () => undefined }, () => Date.now() + 600_000)
  const told = wrong(report).join('\n')
  expect(told).toMatch(/SLACK_APP_TOKEN: .*connections:write/)
  expect(told).toMatch(/#leadership: it is archived/)
  expect(told).toMatch(/Lee Carter: the account is deactivated/)
  expect(told).toMatch(/there is no script activate-emergency-routing.sh/)
  expect(told).toMatch(/clock: differs from Slack’s by \d+ s/)
  expect(told).toMatch(/ADMIN_TOKEN: the playbook needs it/)
  expect(JSON.stringify(report)).not.toContain(slack.appToken)
})
