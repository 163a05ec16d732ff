import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { readManifest, sandboxPlaybook, sandboxWorkspace, startProduction } from '../../sandbox/production.ts'
import { startSlack } from '../../sandbox/slack/index.ts'
import type { Config } from '../../src/config.ts'
import { loadPlaybook } from '../../src/load-playbook.ts'
import { createLog } from '../../src/log.ts'
import { createService, type Service } from '../../src/service.ts'

let shared: Promise<RedisServer> | undefined
/** One Redis a test worker; each harness has its own key prefix in it. */
const sharedRedis = () => {
  shared ??= startRedis()
  return shared
}

export type Harness = Awaited<ReturnType<typeof startPitcrew>>
type Options = {
  replicas?: number
  redis?: RedisServer
  config?: Partial<Config>
  /** Slack sends signed requests with this secret instead of using sockets. */
  signingSecret?: string
  /** Changes to the workspace and to production before the bot starts. */
  prepare?: (
    slack: Awaited<ReturnType<typeof startSlack>>,
    production: Awaited<ReturnType<typeof startProduction>>,
  ) => void
  /** Changes to the playbook. */
  playbook?: (source: string) => string
}

/** The whole thing with time moved by hand: sandbox Slack, simulated production, two replicas of the bot. */
export async function startPitcrew({
  replicas = 2,
  redis,
  config: over = {},
  signingSecret,
  prepare = () => {},
  playbook = s => s,
}: Options = {}) {
  let time = Date.UTC(2025, 0, 20, 14, 32, 0)
  const now = () => time
  const server = redis ?? (await sharedRedis())
  const production = await startProduction({ now })
  Object.assign(process.env, production.env)
  const slack = await startSlack({
    workspace: sandboxWorkspace('playbook.yml'),
    ...readManifest('manifest.yml'),
    now,
  })
  prepare(slack, production)
  const file = join(tmpdir(), `pitcrew-playbook-${randomUUID()}.yml`)
  // No database and cache in most scenarios: their probes then say that they are off.
  writeFileSync(file, playbook(sandboxPlaybook('playbook.yml', production.tyrehero.url)))
  const prefix = `{pitcrew-${randomUUID().slice(0, 8)}}`
  const lines: string[] = []
  const config: Config = {
    slack: {
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      ...(signingSecret === undefined
        ? { mode: 'socket', appToken: slack.appToken }
        : { mode: 'http', signingSecret }),
    },
    host: '127.0.0.1',
    port: signingSecret === undefined ? undefined : 0,
    metrics: undefined,
    redisUrl: server.socket,
    playbook: file,
    awsRegion: 'eu-west-2',
    databaseUrl: undefined,
    databaseAdminUrl: undefined,
    cacheUrl: undefined,
    kubeconfig: production.env.KUBECONFIG,
    archiveDatabaseUrl: undefined,
    heartbeatUrl: undefined,
    statusPage: {
      token: production.env.STATUSPAGE_TOKEN,
      page: production.env.STATUSPAGE_PAGE_ID,
      url: production.env.STATUSPAGE_API_URL,
    },
    pagerduty: {
      token: production.env.PAGERDUTY_TOKEN,
      from: production.env.PAGERDUTY_FROM,
      routingKey: production.env.PAGERDUTY_ROUTING_KEY,
      webhookSecret: production.env.PAGERDUTY_WEBHOOK_SECRET,
      apiUrl: production.env.PAGERDUTY_API_URL,
      eventsUrl: production.env.PAGERDUTY_EVENTS_URL,
    },
    scripts: { folder: production.env.SCRIPTS_DIR, path: process.env.PATH ?? '' },
    secret: name => (production.env as Record<string, string>)[name],
    logLevel: 'warn',
    ...over,
  }
  const make = () =>
    createService(
      config,
      loadPlaybook(file),
      createLog('warn', { write: (s: string) => void lines.push(s) }),
      { clock: now, prefix },
    )
  const services: Service[] = Array.from({ length: replicas }, make)
  await Promise.all(services.map(s => s.start()))
  if (signingSecret !== undefined) {
    const url = `http://127.0.0.1:${services[0]?.port()}/slack/events`
    slack.sockets.requestUrl = { url, signingSecret }
  }

  const h = {
    slack,
    production,
    services,
    redis: server,
    prefix,
    /** What the bot logged at warn and above. */
    log: lines,
    now,
    as: slack.as,
    get service(): Service {
      const first = services[0]
      if (first === undefined) throw new Error('No replica runs.')
      return first
    },
    /** One more replica, as a restart or a scale-out brings it. */
    async addReplica() {
      const s = make()
      await s.start()
      services.push(s)
      return s
    },
    /** Resolves when nobody has anything in hand and nothing is due. */
    async idle(limitMs = 20_000) {
      const until = performance.now() + limitMs
      let quiet = 0
      while (quiet < 3) {
        if (performance.now() > until)
          throw new Error(`Not idle after ${limitMs} ms. The log:\n${lines.slice(-5).join('')}`)
        quiet = (await isIdle()) ? quiet + 1 : 0
        await new Promise(resolve => setTimeout(resolve, 4))
      }
    },
    /** Moves time on at once, whatever is under way. */
    jump(ms: number) {
      time += ms
    },
    /** Moves time on from one thing that is due to the next, so that each happens at its own time. */
    async advance(ms: number) {
      const end = time + ms
      while (time < end) {
        time = Math.min(end, Math.max(time + 1, (await nextDue()) ?? end))
        await h.idle()
      }
    },
    async incidents() {
      return Promise.all(
        (await h.service.runbook.store.listAll(50)).map(id => h.service.runbook.engine.load(id)),
      )
    },
    async events(id: string) {
      return h.service.runbook.store.readEvents(id)
    },
    async stop() {
      await Promise.all(services.map(s => s.stop()))
      await Promise.all([slack.stop(), production.stop()])
      rmSync(file, { force: true })
    },
  }

  /** The earliest moment that any incident waits for. */
  async function nextDue(): Promise<number | undefined> {
    const { store } = h.service.runbook
    const scores = await Promise.all((await store.listAll(50)).map(id => store.agendaScore(id)))
    const known = scores.filter(score => score !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }

  async function isIdle(): Promise<boolean> {
    const first = services[0]
    if (first === undefined) return true
    if (!services.every(s => s.isQuiet()) || !slack.isIdle()) return false
    const { store, delivery } = first.runbook
    const [busy, due] = await Promise.all([delivery.countBusy(), store.countDue()])
    return busy === 0 && due === 0
  }
  return h
}
