import { z } from 'zod'

/** Everything the environment says, read once. Secrets are in here: never log or print it. */
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(v => protocols.some(p => v.startsWith(`${p}://`)), `expected an address like ${protocols[0]}://…`)
const token = (prefix: string) => z.string().startsWith(prefix, `expected a token that starts with ${prefix}`)
const filled = z.string().min(1)

const schema = z.object({
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-').optional(),
  SLACK_SIGNING_SECRET: filled.optional(),
  HOST: z
    .union([z.ipv4(), z.ipv6()], 'expected an IP address such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  PORT: z.coerce.number('expected a port number').int().min(0).max(65535).optional(),
  METRICS_PORT: z.coerce.number('expected a port number').int().min(0).max(65535).optional(),
  METRICS_HOST: z
    .union([z.ipv4(), z.ipv6()], 'expected an IP address such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  SLACK_API_URL: url('https', 'http').optional(),
  REDIS_URL: url('redis', 'rediss', 'unix'),
  PLAYBOOK: filled.default('./playbook.yml'),
  AWS_REGION: filled.optional(),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATABASE_ADMIN_URL: url('postgres', 'postgresql').optional(),
  CACHE_URL: url('redis', 'rediss', 'unix').optional(),
  KUBECONFIG: filled.optional(),
  SCRIPTS_DIR: filled.optional(),
  STATUSPAGE_TOKEN: filled.optional(),
  STATUSPAGE_PAGE_ID: filled.optional(),
  STATUSPAGE_API_URL: url('https', 'http').optional(),
  PAGERDUTY_TOKEN: filled.optional(),
  PAGERDUTY_FROM: filled.optional(),
  PAGERDUTY_ROUTING_KEY: filled.optional(),
  PAGERDUTY_WEBHOOK_SECRET: filled.optional(),
  PAGERDUTY_API_URL: url('https', 'http').optional(),
  PAGERDUTY_EVENTS_URL: url('https', 'http').optional(),
  ARCHIVE_DATABASE_URL: url('postgres', 'postgresql').optional(),
  HEARTBEAT_URL: url('https', 'http').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export const environmentNames = Object.keys(schema.shape)

export type Config = {
  slack: { botToken: string; apiUrl?: string } & (
    | { mode: 'socket'; appToken: string }
    | { mode: 'http'; signingSecret: string }
  )
  /** The address that `port` is opened on; of this machine alone unless the environment says otherwise. */
  host: string
  port: number | undefined
  /** Where /metrics is opened by itself; undefined = beside the others, at `port`. */
  metrics: { host: string; port: number } | undefined
  redisUrl: string
  playbook: string
  awsRegion: string | undefined
  databaseUrl: string | undefined
  databaseAdminUrl: string | undefined
  cacheUrl: string | undefined
  kubeconfig: string | undefined
  archiveDatabaseUrl: string | undefined
  heartbeatUrl: string | undefined
  statusPage: { token: string; page: string; url: string | undefined } | undefined
  pagerduty:
    | {
        token: string | undefined
        from: string | undefined
        routingKey: string | undefined
        webhookSecret: string | undefined
        apiUrl: string | undefined
        eventsUrl: string | undefined
      }
    | undefined
  /** The folder of the operator's scripts, and where these find programs. */
  scripts: { folder: string; path: string } | undefined
  /** What the playbook names as `${env:NAME}`; asked for at the moment of use. */
  secret(name: string): string | undefined
  logLevel: z.infer<typeof schema>['LOG_LEVEL']
}

/** The configuration, or every fault of the environment at once; values are never repeated. */
export function readConfig(
  env: Record<string, string | undefined>,
): { ok: true; config: Config } | { ok: false; faults: string[] } {
  // An empty variable is an absent one: that is what a blank line of an .env file means.
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''))
  const parsed = schema.safeParse(given)
  const faults = parsed.success ? [] : parsed.error.issues.map(describe)
  if (given.SLACK_APP_TOKEN === undefined && given.SLACK_SIGNING_SECRET === undefined)
    faults.push(
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is missing: set one of them.',
    )
  else if (given.SLACK_APP_TOKEN === undefined && given.PORT === undefined)
    faults.push('PORT is missing: in HTTP mode Slack sends its requests there.')
  if (!parsed.success || faults.length > 0) return { ok: false, faults }
  const e = parsed.data
  const mode =
    e.SLACK_APP_TOKEN === undefined
      ? { mode: 'http' as const, signingSecret: e.SLACK_SIGNING_SECRET ?? '' }
      : { mode: 'socket' as const, appToken: e.SLACK_APP_TOKEN }
  return {
    ok: true,
    config: {
      slack: {
        botToken: e.SLACK_BOT_TOKEN,
        ...mode,
        ...(e.SLACK_API_URL === undefined ? {} : { apiUrl: e.SLACK_API_URL }),
      },
      host: e.HOST,
      port: e.PORT,
      metrics: e.METRICS_PORT === undefined ? undefined : { host: e.METRICS_HOST, port: e.METRICS_PORT },
      redisUrl: e.REDIS_URL,
      playbook: e.PLAYBOOK,
      awsRegion: e.AWS_REGION,
      databaseUrl: e.DATABASE_URL,
      databaseAdminUrl: e.DATABASE_ADMIN_URL,
      cacheUrl: e.CACHE_URL,
      kubeconfig: e.KUBECONFIG,
      archiveDatabaseUrl: e.ARCHIVE_DATABASE_URL,
      heartbeatUrl: e.HEARTBEAT_URL,
      statusPage:
        e.STATUSPAGE_TOKEN === undefined || e.STATUSPAGE_PAGE_ID === undefined
          ? undefined
          : { token: e.STATUSPAGE_TOKEN, page: e.STATUSPAGE_PAGE_ID, url: e.STATUSPAGE_API_URL },
      pagerduty:
        e.PAGERDUTY_TOKEN === undefined && e.PAGERDUTY_ROUTING_KEY === undefined
          ? undefined
          : {
              token: e.PAGERDUTY_TOKEN,
              from: e.PAGERDUTY_FROM,
              routingKey: e.PAGERDUTY_ROUTING_KEY,
              webhookSecret: e.PAGERDUTY_WEBHOOK_SECRET,
              apiUrl: e.PAGERDUTY_API_URL,
              eventsUrl: e.PAGERDUTY_EVENTS_URL,
            },
      scripts: e.SCRIPTS_DIR === undefined ? undefined : { folder: e.SCRIPTS_DIR, path: env.PATH ?? '' },
      secret: name => given[name],
      logLevel: e.LOG_LEVEL,
    },
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.')
  const missing = issue.code === 'invalid_type' && /undefined/.test(issue.message)
  return missing
    ? `${name} is missing; .env.example says what it is.`
    : `${name} is malformed: ${issue.message}.`
}
