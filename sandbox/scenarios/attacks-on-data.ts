import { once } from 'node:events'
import { chmodSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { until } from '../drill/eyes.ts'
import type { Person } from '../slack/index.ts'
import { connectAs } from '../world/reused-pid.ts'
import type { Attack } from './scenario.ts'

const vacuumStartsWithinMs = 15_000

type Steps = {
  /** Answers what the form showed. */
  ask(list: string): Promise<string>
  approve(): Promise<void>
  ended(): Promise<unknown>
}

/** Backends that must live: a replica's, and Pitcrew's own; each as old as those that are ended. */
export async function byProtectedBackends(p: Attack, { ask, approve, ended }: Steps): Promise<void> {
  const { stage, add } = p
  const { world, env } = stage.production
  const url = (env as { DATABASE_URL?: string }).DATABASE_URL ?? ''
  const alive = new Set<string>()
  const open = async (name: string, more: object) => {
    const client = new Client({ connectionString: url, application_name: name, ...more })
    alive.add(name)
    for (const gone of ['error', 'end'] as const) client.on(gone, () => alive.delete(name))
    await client.connect()
    client.query('SELECT pg_sleep(3600)').catch(() => alive.delete(name))
    return client
  }
  const guarded = await Promise.all([open('replica', { replication: 'database' }), open('pitcrew', {})])
  const vacuum = await startAutovacuum(url)
  world.break('slow-queries')
  // Older than the drill's two seconds.
  await new Promise(resolve => setTimeout(resolve, 2500))
  const shown = await ask('database')
  add(
    'the preview names whom it spares, and why',
    /walsender/.test(shown) && /Pitcrew’s own/.test(shown) && /autovacuum worker/.test(shown),
    shown,
  )
  const innocent = await reusePid(p, url)
  await approve()
  await ended()
  add(
    'a replica’s backend and Pitcrew’s own outlive the end of long queries',
    alive.has('replica') && alive.has('pitcrew') && world.slowQueries?.isRunning() === false,
    [...alive].join(', '),
  )
  add('autovacuum outlives it too', await vacuum.isAlive(), `process ${vacuum.pid}`)
  await vacuum.stop()
  await innocent()
  world.cure('slow-queries')
  for (const client of guarded)
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
}

/** A real autovacuum that takes its time, as one of a large table does. */
async function startAutovacuum(url: string) {
  const client = new Client({ connectionString: url, application_name: 'drill' })
  await client.connect()
  for (const setting of ["naptime = '1s'", "vacuum_cost_delay = '100ms'", 'vacuum_cost_limit = 1'])
    await client.query(`ALTER SYSTEM SET autovacuum_${setting}`)
  await client.query(
    'CREATE TABLE large AS SELECT n, repeat(n::text, 20) AS words FROM generate_series(1, 30000) AS n',
  )
  await client.query('SELECT pg_reload_conf()')
  await client.query('UPDATE large SET n = n + 1')
  const workers = async () => {
    const { rows } = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND query LIKE '%large%'",
    )
    return rows.map(r => r.pid)
  }
  const end = Date.now() + vacuumStartsWithinMs
  let [pid] = await workers()
  while (pid === undefined && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 200))
    ;[pid] = await workers()
  }
  if (pid === undefined) throw new Error('Autovacuum did not start.')
  return {
    pid,
    isAlive: async () => (await workers()).some(w => w === pid),
    async stop() {
      await client.query('DROP TABLE large')
      await client.query('ALTER SYSTEM RESET ALL')
      await client.query('SELECT pg_reload_conf()')
      await client.end()
    },
  }
}

/**
 * One of the approved backends ends by itself, and somebody else gets its number before the change runs.
 * Answers what looks after it.
 */
async function reusePid({ stage, add }: Attack, url: string): Promise<() => Promise<void>> {
  const { slowQueries } = stage.production.world
  const [victim] = slowQueries?.pids()?.slice(-1) ?? []
  if (victim === undefined) throw new Error('No report runs.')
  const name = 'a backend that got the number of an approved one is left alone'
  await slowQueries?.endOne(victim)
  const innocent = await connectAs(victim, url, 'innocent')
  if ('why' in innocent) return async () => add(`${name} (not tried: ${innocent.why})`, true, 'see the tests')
  let isAlive = true
  for (const gone of ['error', 'end'] as const)
    innocent.on(gone, () => {
      isAlive = false
    })
  const work = innocent.query('SELECT pg_sleep(3600)').catch(() => undefined)
  return async () => {
    await new Promise(resolve => setTimeout(resolve, 200))
    add(name, isAlive, `process ${victim}`)
    ;(innocent as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    await work
  }
}

/** A bot that was given its own Redis as the customer's cache does not empty it. */
export async function byOwnRedis({ stage, channel, maya, add }: Attack): Promise<void> {
  const before = stage.bots.filter(b => b.exitCode === null && b.signalCode === null)
  const wrong = await stage.addBot({ CACHE_URL: stage.redis.url })
  const gone = Promise.all(before.map(b => once(b, 'exit')))
  for (const bot of before) bot.kill('SIGTERM')
  await gone
  await maya.command(channel, '/incident fix application')
  const shown = await previews(maya)
  add(
    'a flush of Pitcrew’s own Redis is refused in the preview',
    shown.includes('so it is never emptied'),
    shown,
  )
  await Promise.all([stage.addBot(), stage.addBot()])
  const end = once(wrong, 'exit')
  wrong.kill('SIGTERM')
  await end
}

/** What the preview says of a script that must not be started; each is put right again. */
export async function byBadScripts({ stage, channel, maya, add }: Attack): Promise<void> {
  const file = join(stage.production.env.SCRIPTS_DIR, 'enable-enhanced-monitoring.sh')
  const good = readFileSync(file)
  const attacks: [string, () => void, RegExp][] = [
    ['a script that is not executable', () => chmodSync(file, 0o644), /is not executable/],
    [
      'a script that is a link out of the folder',
      () => {
        rmSync(file)
        symlinkSync('/bin/sh', file)
      },
      /outside|leads out|not inside/,
    ],
  ]
  for (const [name, spoil, words] of attacks) {
    spoil()
    await maya.press('Contain', channel)
    const shown = await previews(maya)
    add(`${name} is refused in the preview`, words.test(shown), shown)
    rmSync(file)
    writeFileSync(file, good, { mode: 0o755 })
  }
}

/** There is nothing to go back to. */
export async function byRollbackWithoutPredecessor({ stage, channel, maya, add }: Attack): Promise<void> {
  const { revisions } = stage.production.world.london
  const earlier = revisions.splice(0, revisions.length - 1)
  await maya.command(channel, '/incident rollback')
  const shown = await previews(maya)
  add(
    'a rollback without a predecessor is refused in the preview',
    /no earlier|nothing to (go|roll) back/i.test(shown),
    shown,
  )
  revisions.unshift(...earlier)
}

async function previews(maya: Person): Promise<string> {
  const shown = await until('the previews', () =>
    maya.modal()?.text.includes('Reading production') === false ? maya.modal() : undefined,
  )
  maya.close()
  return shown.text
}
