import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { startRedis } from '../embedded/redis.ts'
import { readManifest, sandboxPlaybook, sandboxWorkspace, startProduction } from '../production.ts'
import { startSlack } from '../slack/index.ts'
import { scaleDurations } from './scale.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const drillTaskStartMs = 6000
const startLimitMs = 20_000

export type Stage = Awaited<ReturnType<typeof setStage>>

/** Everything a drill needs, for real: Slack, production, Redis, and two replicas of the unmodified bot. */
export async function setStage(
  speed: number,
  say: (line: string) => void,
  taskStartMs: number = drillTaskStartMs,
  adapt: (source: string) => string = source => source,
  /** What the bot of that number finds in its environment besides. */
  botEnv: (n: number, given: Record<string, string>) => Record<string, string> = () => ({}),
  prepare: (slack: Awaited<ReturnType<typeof startSlack>>) => void = () => {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'pitcrew-drill-'))
  say('starting Redis, PostgreSQL, the local Slack and the simulated production')
  const [redis, production] = await Promise.all([
    startRedis(),
    startProduction({ now: Date.now, taskStartMs, database: true, cache: true }),
  ])
  const playbookFile = join(root, 'playbook.yml')
  const manifest = readManifest(join(root, 'manifest.yml'))
  const playbook = join(folder, 'playbook.yml')
  const source = adapt(sandboxPlaybook(playbookFile, production.tyrehero.url))
  writeFileSync(playbook, speed === 1 ? source : scaleDurations(source, speed))
  const slack = await startSlack({ workspace: sandboxWorkspace(playbook), ...manifest })
  prepare(slack)
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    ...production.env,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redis.url,
    PLAYBOOK: playbook,
    LOG_LEVEL: 'warn',
  }
  say('starting two replicas of the bot')
  const bots = await Promise.all([0, 1].map(n => startBot({ ...env, ...botEnv(n, env) })))
  return {
    slack,
    production,
    manifest,
    bots,
    /** The file that the bots read. */
    playbook,
    /** The Redis of the bots. */
    redis,
    /** One more replica, or one in the place of a killed one; `file` is the program of another release. */
    async addBot(more: Record<string, string> = {}, file = main) {
      const bot = await startBot({ ...env, ...botEnv(bots.length, env), ...more }, file)
      bots.push(bot)
      return bot
    },
    /** The exact bytes of an incident's log, for the artifacts. */
    async readLog(id: string): Promise<{ bytes: string; hash: string }[]> {
      const client = new Redis(redis.socket, { lazyConnect: true })
      await client.connect()
      const elements = await client.lrange(`{pitcrew}:i:${id}:log`, 0, -1)
      client.disconnect()
      // Each is its hash, as base64url, and the bytes that it is of.
      return elements.map(e => ({
        hash: Buffer.from(e.slice(0, 43), 'base64url').toString('hex'),
        bytes: e.slice(43),
      }))
    },
    async stop() {
      await Promise.all(bots.map(stopBot))
      await Promise.all([slack.stop(), production.stop(), redis.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const main = join(root, 'src/main.ts')

async function startBot(env: Record<string, string>, file = main): Promise<ChildProcess> {
  const bot = fork(file, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], cwd: root })
  let words = ''
  for (const stream of [bot.stdout, bot.stderr])
    stream?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4000)
      if (process.env.DRILL_LOG) process.stderr.write(chunk)
    })
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The bot was not ready within 20 s:\n${words}`)),
      startLimitMs,
    )
    bot.on('message', () => {
      clearTimeout(timer)
      resolve()
    })
    bot.on('exit', code => {
      clearTimeout(timer)
      reject(new Error(`The bot ended with ${code}:\n${words}`))
    })
  })
  return bot
}

async function stopBot(bot: ChildProcess): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return
  const gone = new Promise(resolve => bot.once('exit', resolve))
  bot.kill('SIGTERM')
  await gone
}
