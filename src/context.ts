import type { Config } from './config.ts'
import { listDoors, openMetrics, readings } from './doors.ts'
import type { Policy } from './incident/policy.ts'
import { createEcs } from './integrations/aws/ecs.ts'
import { createLoadBalancers } from './integrations/aws/load-balancers.ts'
import { createLogs } from './integrations/aws/logs.ts'
import { createMetricsReader } from './integrations/aws/metrics.ts'
import { createDelivery } from './integrations/bullmq/delivery.ts'
import { createCache } from './integrations/cache/cache.ts'
import { createCharts } from './integrations/charts/charts.ts'
import { toRoutes } from './integrations/http/doors.ts'
import { createEndpoints } from './integrations/http/endpoints.ts'
import { createHeartbeat } from './integrations/http/heartbeat.ts'
import { createWorkloads } from './integrations/kubernetes/workloads.ts'
import { createMetrics } from './integrations/metrics.ts'
import { createPagerduty } from './integrations/pagerduty/pagerduty.ts'
import { createDatabaseAdmin } from './integrations/postgres/admin.ts'
import { createArchive } from './integrations/postgres/archive.ts'
import { createDatabase } from './integrations/postgres/database.ts'
import { createChatLog } from './integrations/redis/chat-log.ts'
import { createStoreClient, createWaitingClient, readRunId } from './integrations/redis/client.ts'
import { createDeliveries } from './integrations/redis/deliveries.ts'
import { createKeys } from './integrations/redis/keys.ts'
import { createIncidentStore } from './integrations/redis/store.ts'
import { createScratch } from './integrations/scratch.ts'
import { createScripts } from './integrations/scripts/scripts.ts'
import { createAnnouncer } from './integrations/slack/announcer.ts'
import { createSlackApp } from './integrations/slack/app.ts'
import { createChannelIds } from './integrations/slack/channel-ids.ts'
import { createChat } from './integrations/slack/chat.ts'
import { checkTokens } from './integrations/slack/check-tokens.ts'
import { createClients } from './integrations/slack/clients.ts'
import { createDirectory } from './integrations/slack/directory.ts'
import { callSlack } from './integrations/slack/errors.ts'
import { createFrontDoor } from './integrations/slack/front-door.ts'
import { createStatuspage } from './integrations/statuspage/statuspage.ts'
import { faultKeptMs, faultKey, listIntegrations, reported } from './list-integrations.ts'
import { type PinoLog, slackLogger } from './log.ts'
import { createArchivist } from './runbook/engine/archive.ts'
import { createEngine } from './runbook/engine/engine.ts'
import { createFirstTries } from './runbook/engine/first-tries.ts'
import { createPolicies } from './runbook/engine/policies.ts'
import { createHealth } from './runbook/health.ts'
import { listMissing } from './runbook/missing-values.ts'
import { createOutbound } from './runbook/outbound.ts'
import type { Runbook } from './runbook/runbook.ts'
import { createVitals } from './runbook/vitals.ts'

/** What tests replace: the clock, and the names of the keys, so that files do not meet in one Redis. */
export type Overrides = { clock?: () => number; prefix?: string }

export type Playbook = { policy: Policy; source: string; compile(source: string): Policy }

/** Builds every part once. The only place where integrations are constructed. */
export function createContext(config: Config, playbook: Playbook, log: PinoLog, overrides: Overrides = {}) {
  const onRedisError = (error: Error) => log.warn({ err: error }, 'Redis is away; it is tried again')
  const redis = createStoreClient(config.redisUrl, onRedisError)
  const waiting: ReturnType<typeof createWaitingClient>[] = []
  const prefix = overrides.prefix ?? '{pitcrew}'
  const keys = createKeys(prefix)
  const store = createIncidentStore(redis, keys, overrides.clock)

  const { slack } = config
  const logger = slackLogger(log)
  const tokens = { botToken: slack.botToken, ...(slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }) }
  const clients = createClients(tokens, logger)
  const home = { team: '', botUser: '' }
  const channels = createChannelIds(clients.reading, store, log)
  const vitals = createVitals({
    store,
    askSlack: () => callSlack('auth.test', () => clients.reading.auth.test()),
    people: { faults: () => directory.faults(), recheck: () => directory.recheck() },
    isConnected: () => slackApp.connected,
  })
  const chat = createChat(clients, () => home.botUser, channels, shareUrgency(store), vitals.posted)
  // Which replica a fault befell is nobody's concern: all of them say it.
  const reporting = (name: string) => (fault: string | undefined) =>
    void store.keep(faultKey(name), fault, faultKeptMs).catch(() => {})
  const pager =
    config.pagerduty === undefined ? undefined : createPagerduty(config.pagerduty, reporting('PagerDuty'))
  const statusPage =
    config.statusPage === undefined
      ? undefined
      : createStatuspage(
          { ...config.statusPage, takeTurn: ms => store.keepOnce('turn:status-page', '1', ms) },
          reporting('status page'),
        )
  const archivist =
    config.archiveDatabaseUrl === undefined
      ? undefined
      : createArchivist(store, createArchive(config.archiveDatabaseUrl), log, reporting('archive'))
  const directory = createDirectory(
    clients.reading,
    () => home,
    channels,
    { keeper: store, report: reporting(reported.people) },
    pager,
    { find: config.secret },
  )

  const ecs = config.awsRegion === undefined ? undefined : createEcs()
  const logs = config.awsRegion === undefined ? undefined : createLogs()
  const loadBalancers = config.awsRegion === undefined ? undefined : createLoadBalancers()
  const usage = config.awsRegion === undefined ? undefined : createMetricsReader()
  const production = {
    charts: createCharts(),
    scratch: createScratch(),
    ...(usage === undefined ? {} : { metrics: usage }),
    endpoints: createEndpoints(),
    announcer: createAnnouncer(chat, directory),
    secrets: { find: config.secret },
    ...(ecs === undefined ? {} : { containers: ecs }),
    ...(logs === undefined ? {} : { logs }),
    ...(loadBalancers === undefined ? {} : { loadBalancers }),
    ...(config.scripts === undefined
      ? {}
      : { scripts: createScripts(config.scripts.folder, config.scripts.path) }),
    ...(config.databaseUrl === undefined ? {} : { database: createDatabase(config.databaseUrl) }),
    ...(config.databaseAdminUrl === undefined
      ? {}
      : { databaseAdmin: createDatabaseAdmin(config.databaseAdminUrl) }),
    ...(config.kubeconfig === undefined ? {} : { workloads: createWorkloads(config.kubeconfig) }),
    deliveries: createDeliveries(redis, keys),
    ownRedis: { runId: () => readRunId(redis) },
    ...(config.cacheUrl === undefined ? {} : { cache: createCache(config.cacheUrl) }),
  }
  const policies = createPolicies(store, playbook, playbook.compile, {
    log,
    report: reporting(reported.playbook),
  })
  const delivery = createDelivery({
    producer: redis,
    prefix,
    log,
    waiting() {
      const client = createWaitingClient(config.redisUrl, onRedisError)
      waiting.push(client)
      return client
    },
  })
  const chatLog = createChatLog(redis, keys)
  const firstTries = createFirstTries()
  const engine = createEngine({ store, delivery, policies, firstTries, log })
  const outbound = createOutbound(chat, directory)
  const health = createHealth()
  const runbook: Runbook = {
    engine,
    store,
    delivery,
    chat,
    chatLog,
    outbound,
    directory,
    policies,
    production,
    ...(statusPage === undefined ? {} : { statusPage }),
    ...(pager === undefined ? {} : { pager }),
    health,
    heartbeat: createHeartbeat(config.heartbeatUrl),
    integrations: () =>
      listIntegrations({
        config,
        vitals,
        store,
        unreadable: health.now.unreadable.length,
        missing: listMissing(playbook.policy, production.secrets),
        directory,
        pager,
        statusPage,
        archivist,
      }),
    log,
  }
  const appToken = slack.mode === 'socket' ? slack.appToken : undefined
  const checkSlack = () => checkTokens(tokens, appToken, logger)
  const metrics = createMetrics(readings(health.now))
  const doors = listDoors({
    vitals,
    metrics: config.metrics === undefined ? metrics : undefined,
    runbook,
    webhookSecret: config.pagerduty?.webhookSecret,
  })
  const metricsDoor =
    config.metrics === undefined
      ? undefined
      : createFrontDoor({
          ...config.metrics,
          routes: toRoutes([openMetrics(metrics)]),
          signingSecret: undefined,
          logger,
          log,
        })
  const slackApp = createSlackApp({
    ...tokens,
    way: slack,
    host: config.host,
    port: config.port,
    routes: toRoutes(doors),
    logger,
    log,
  })
  return {
    redis,
    waiting,
    stopMetrics: metrics.stop,
    slackApp,
    metricsDoor,
    home,
    runbook,
    policies,
    firstTries,
    archivist,
    vitals,
    checkTokens: checkSlack,
    stopAws() {
      ecs?.stop()
      logs?.stop()
      loadBalancers?.stop()
      usage?.stop()
    },
  }
}

const urgencyKey = 'posts:wanted'
/** The most urgent post that any replica waits with. */
const shareUrgency = (store: Runbook['store']) => {
  const wanted = async () => Number((await store.kept(urgencyKey)) ?? 0)
  return {
    wanted,
    async want(priority: number, ms: number) {
      if ((await wanted()) <= priority) await store.keep(urgencyKey, String(priority), ms)
    },
  }
}
