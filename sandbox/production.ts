import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { startAws } from './aws/server.ts'
import { startPostgres } from './embedded/postgres.ts'
import { type RedisServer, startRedis } from './embedded/redis.ts'
import type { Workspace } from './slack/index.ts'
import { startTyrehero } from './tyrehero/server.ts'
import { World, type WorldOptions } from './world/world.ts'

type Options = WorldOptions & { database?: boolean; cache?: boolean }

/** The simulated production: AWS, the customer's endpoints, and (if asked) a real database and cache. */
export async function startProduction(options: Options) {
  const world = new World(options)
  const [aws, tyrehero, database, cache] = await Promise.all([
    startAws(world),
    startTyrehero(world),
    options.database === true ? startPostgres() : undefined,
    options.cache === true ? startRedis() : undefined,
  ])
  return {
    world,
    aws,
    tyrehero,
    cache: cache as RedisServer | undefined,
    /** What the bot's environment needs to find it. */
    env: {
      AWS_REGION: 'eu-west-2',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      ...(database === undefined ? {} : { DATABASE_URL: database.url }),
      ...(cache === undefined ? {} : { CACHE_URL: cache.url }),
    },
    async stop() {
      await Promise.all([aws.stop(), tyrehero.stop(), database?.stop(), cache?.stop()])
    },
  }
}

/** The playbook with the sandbox's addresses in place of the real ones. */
export function sandboxPlaybook(file: string, url: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll('url: https://emergency.tyrehero.com', `url: ${url}/emergency-host`)
    .replaceAll('url: https://api.tyrehero.com', `url: ${url}`)
}

/** The playbook's people, groups and channels as a Slack workspace; plus a guest. */
export function sandboxWorkspace(file: string): Workspace {
  const playbook = parse(readFileSync(file, 'utf8')) as {
    people: Record<string, { name: string; slack: string; email?: string }>
    channels: Record<string, string>
  }
  const people = Object.entries(playbook.people).map(([name, p]) => ({
    id: p.slack,
    name,
    realName: p.name,
    ...(p.email === undefined ? {} : { email: p.email }),
  }))
  return {
    users: [...people, { id: 'U0GUEST', name: 'guest', realName: 'A guest', guest: true }],
    groups: [{ id: 'S0SRE', handle: 'sre-oncall', users: ['U0MAYA', 'U0LEE', 'U0OMAR'] }],
    channels: Object.values(playbook.channels).map(name => ({ name })),
  }
}

/** The scopes that manifest.yml asks for: what Slack would grant. */
export function manifestScopes(file: string): string[] {
  const manifest = parse(readFileSync(file, 'utf8')) as { oauth_config: { scopes: { bot: string[] } } }
  return manifest.oauth_config.scopes.bot
}
