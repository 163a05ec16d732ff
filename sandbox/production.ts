import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { targetGroup } from './aws/elb.ts'
import { startAws } from './aws/server.ts'
import { startPostgres } from './embedded/postgres.ts'
import { type RedisServer, startRedis } from './embedded/redis.ts'
import { startKubernetes } from './kubernetes/server.ts'
import { startPagerduty } from './pagerduty/server.ts'
import type { Workspace } from './slack/index.ts'
import { startStatuspage } from './statuspage/server.ts'
import { adminToken, startTyrehero, testToken } from './tyrehero/server.ts'
import type { FaultName } from './world/breakages.ts'
import { createTables } from './world/database.ts'
import { startRelay } from './world/relay.ts'
import { createSlowQueries } from './world/slow-queries.ts'
import { World, type WorldOptions } from './world/world.ts'

type Options = WorldOptions & { database?: boolean; cache?: boolean }

/** The simulated production: AWS, the customer's endpoints, and (if asked) a real database and cache. */
export async function startProduction(options: Options) {
  const world = new World(options)
  const [aws, kubernetes, tyrehero, statuspage, pagerduty, postgres, redis] = await Promise.all([
    startAws(world),
    startKubernetes(world),
    startTyrehero(world),
    startStatuspage(options.now),
    startPagerduty(options.now),
    options.database === true ? startPostgres() : undefined,
    options.cache === true ? startRedis() : undefined,
  ])
  const database = postgres && (await doorTo({ port: Number(new URL(postgres.url).port) }, 'database-down'))
  // A copy, so that a drill can tamper with it.
  const scripts = mkdtempSync(join(tmpdir(), 'pitcrew-scripts-'))
  cpSync(fileURLToPath(new URL('./scripts', import.meta.url)), scripts, { recursive: true })
  if (postgres !== undefined) {
    await createTables(postgres.url)
    world.slowQueries = createSlowQueries(postgres.url)
  }
  const cache = redis && (await doorTo({ path: redis.socket }, 'cache-down'))
  function doorTo(target: { port: number } | { path: string }, fault: FaultName) {
    return startRelay(target, () => world.hurts(fault))
  }
  return {
    world,
    aws,
    kubernetes,
    tyrehero,
    statuspage,
    pagerduty,
    cache: redis as RedisServer | undefined,
    /** The way to the customer’s database. */
    database,
    /** What the bot's environment needs to find it. */
    env: {
      AWS_REGION: 'eu-west-2',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      KUBECONFIG: kubernetes.kubeconfig,
      SCRIPTS_DIR: scripts,
      PRODUCTION_URL: tyrehero.operatorUrl,
      ADMIN_TOKEN: adminToken,
      TEST_TOKEN: testToken,
      ...statuspage.env,
      ...pagerduty.env,
      TARGET_GROUP_ARN: targetGroup,
      ...(database === undefined ? {} : databaseEnv(database.port)),
      ...(cache === undefined ? {} : { CACHE_URL: `redis://127.0.0.1:${cache.port}` }),
    },
    async stop() {
      await world.slowQueries?.end()
      await Promise.all([aws, kubernetes, tyrehero, statuspage, pagerduty].map(s => s.stop()))
      await Promise.all([database?.stop(), cache?.stop()])
      await Promise.all([postgres?.stop(), redis?.stop()])
      rmSync(scripts, { recursive: true, force: true })
    },
  }
}

function databaseEnv(port: number) {
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  return { DATABASE_URL: url, DATABASE_ADMIN_URL: url }
}

/** The playbook with the sandbox's addresses in place of the real ones. */
export function sandboxPlaybook(file: string, url: string): string {
  return (
    readFileSync(file, 'utf8')
      .replaceAll('url: https://emergency.tyrehero.com', `url: ${url}/emergency-host`)
      .replaceAll('url: https://api.tyrehero.com', `url: ${url}`)
      .replaceAll('url: https://api.stripe.com', `url: ${url}/stripe`)
      .replaceAll('url: https://maps.googleapis.com', `url: ${url}/google-maps`)
      // The sandbox's own scripts act on its production; a company's know where theirs is.
      .replaceAll(
        /^( +)path: [\w-]+\.(?:sh|py)$/gm,
        `$&\n$1env: { PRODUCTION_URL: "$\{env:PRODUCTION_URL}" }`,
      )
  )
}

/** People who read their clocks in another zone than the company's. */
const elsewhere: Record<string, string> = { victor: 'America/New_York', tom: 'Asia/Kolkata' }

/** The playbook's people, groups and channels as a Slack workspace; plus a guest. */
export function sandboxWorkspace(file: string): Workspace {
  const playbook = parse(readFileSync(file, 'utf8')) as {
    timezone: string
    people: Record<string, { name: string; slack: string; email?: string }>
    roles: Record<string, { title: string; people?: string[] }>
    channels: Record<string, string>
  }
  const people = Object.entries(playbook.people).map(([name, p]) => ({
    id: p.slack,
    name,
    realName: p.name,
    title: Object.values(playbook.roles).find(r => r.people?.includes(name))?.title ?? 'Engineer',
    tz: elsewhere[name] ?? playbook.timezone,
    ...(p.email === undefined ? {} : { email: p.email }),
  }))
  return {
    users: [...people, { id: 'U0GUEST', name: 'guest', realName: 'A guest', guest: true }],
    groups: [{ id: 'S0SRE', handle: 'sre-oncall', users: ['U0MAYA', 'U0LEE', 'U0OMAR'] }],
    // People add the app where incidents are announced; in the others it is a stranger, as in most workspaces.
    channels: Object.entries(playbook.channels).map(([use, name]) => ({
      name,
      withBot: use === 'emergency',
    })),
  }
}

export type Manifest = {
  display_information: { name: string; description: string }
  features: {
    app_home?: { home_tab_enabled?: boolean }
    shortcuts: { name: string; type: 'global' | 'message'; callback_id: string; description: string }[]
    slash_commands: {
      command: string
      description: string
      usage_hint?: string
      should_escape?: boolean
    }[]
  }
  oauth_config: { scopes: { bot: string[] } }
  settings: { event_subscriptions?: { bot_events?: string[] } }
}

/** What Slack is told of the app: it grants these scopes, and sends these kinds of events. */
export function readManifest(file: string): Manifest & { scopes: string[]; subscribed: string[] } {
  const manifest = parse(readFileSync(file, 'utf8')) as Manifest
  const subscribed = manifest.settings.event_subscriptions?.bot_events ?? []
  return { ...manifest, scopes: manifest.oauth_config.scopes.bot, subscribed }
}
