import { Client } from 'pg'
import { until } from '../drill/eyes.ts'
import { askAndApprove, declare, outcome, type Part, type Play, patienceMs, preview } from './play.ts'

/** What the bots log in with: roles that this drill makes, as a company would. */
export const readerEnv = (given: Record<string, string>) => ({
  DATABASE_URL: (given.DATABASE_URL ?? '').replace('postgres@', 'reader:x@'),
  DATABASE_ADMIN_URL: (given.DATABASE_ADMIN_URL ?? '').replace('postgres@', 'ender:x@'),
})

/** PostgreSQL with roles of which the one lacks rights and the other is no superuser; and what is not there. */
export const data: Part = {
  name: 'PostgreSQL and endpoints',
  async play(p) {
    const root = new Client({ connectionString: p.stage.production.env.DATABASE_URL ?? '' })
    await root.connect()
    try {
      await root.query("CREATE ROLE reader LOGIN PASSWORD 'x'")
      await root.query(
        "CREATE ROLE ender LOGIN PASSWORD 'x'; GRANT pg_read_all_stats, pg_signal_backend TO ender",
      )
      const channel = await declare(p, 'P3', 'data')
      await rights(p, channel, root)
      await superusers(p, channel, root)
      await absence(p, channel)
      await refusal(p, channel)
    } finally {
      await root.end()
    }
  },
}

async function diagnose({ maya }: Play, channel: string): Promise<string> {
  const runs = () => maya.sees(channel).filter(m => /Diagnostics\* · (\d+) of \1 in/.test(m.text))
  const before = runs().length
  await maya.command(channel, '/incident diagnose')
  return (await until('new facts', () => (runs().length > before ? runs().at(-1) : undefined), patienceMs))
    .text
}
const line = (text: string, words: string) => text.split('\n').find(l => l.includes(words)) ?? ''

async function rights(p: Play, channel: string, root: Client): Promise<void> {
  const without = line(await diagnose(p, channel), 'Database connections')
  p.add(
    'E2: a role that may not see what others do knows nothing, and says which GRANT is missing',
    /⚠️.*GRANT/.test(without),
    without,
  )
  await root.query('GRANT pg_monitor TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader')
  const found = await diagnose(p, channel)
  const now = line(found, 'Database connections')
  p.add('E2: with it the same probe knows', !/⚠️/.test(now), now === '' ? 'well, and so not listed' : now)
}

async function superusers(p: Play, channel: string, root: Client): Promise<void> {
  const { world } = p.stage.production
  await root.query("CREATE ROLE app LOGIN PASSWORD 'x'")
  const slow = new Client({
    connectionString: (p.stage.production.env.DATABASE_URL ?? '').replace('postgres@', 'app:x@'),
  })
  slow.on('error', () => {})
  await slow.connect()
  const ended = slow.query('SELECT pg_sleep(600)').then(
    () => 'not ended',
    () => 'ended',
  )
  // The sandbox's reports run as a superuser.
  world.break('slow-queries')
  await until('the reports', () => world.slowQueries?.pids()?.length === 3, patienceMs)
  const text = await readUntil(p, channel, t => (t.match(/superuser/g) ?? []).length >= 1 && /app,/.test(t))
  p.add(
    'A15: queries of superusers are spared before anybody approves, with the reason',
    /Spared: pid \d+ \(a superuser’s/.test(text),
    line(text, 'Spared'),
  )
  p.maya.close()
  await p.maya.command(channel, '/incident fix lost-queries')
  await until('the previews', () => p.maya.modal()?.submit === 'Ask for approval', patienceMs)
  await askAndApprove(p)
  const done = await outcome(p, channel, 'End long queries', /✅ \d|❌/)
  p.add(
    'A15: what may be ended is ended, and counted',
    /✅ 1 ended/.test(done) && (await ended) === 'ended',
    line(done, 'ended'),
  )
  world.cure('slow-queries')
}

/** Takes the previews again until production shows what is waited for. */
async function readUntil(p: Play, channel: string, fits: (text: string) => boolean): Promise<string> {
  for (const end = Date.now() + patienceMs; ; ) {
    const { text } = await preview(p, channel, '/incident fix lost-queries')
    if (fits(text) || Date.now() > end) return text
    p.maya.close()
  }
}

async function absence(p: Play, channel: string): Promise<void> {
  p.stage.production.world.odd.set('/api/auth/health', [404, { error: 'not found' }])
  const found = line(await diagnose(p, channel), '/api/auth/health')
  p.add(
    'E5: an address that answers 404 is not there, and not down',
    found !== '' && !/❌/.test(found),
    found,
  )
  p.stage.production.world.odd.delete('/api/auth/health')
}

async function refusal(p: Play, channel: string): Promise<void> {
  const { tyrehero } = p.stage.production
  await tyrehero.goDark()
  const found = line(await diagnose(p, channel), 'api.tyrehero.com/health')
  await tyrehero.comeBack()
  p.add(
    'E1: a connection that is refused is down, as curl would write it',
    /❌.*HTTP 000 \(connection refused\)/.test(found),
    found,
  )
}
