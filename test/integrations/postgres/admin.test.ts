import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '../../../sandbox/embedded/postgres.ts'
import { createDatabaseAdmin } from '../../../src/integrations/postgres/admin.ts'
import { postgresTerminateLongQueries as action } from '../../../src/runbook/actions/postgres-terminate-long-queries.ts'
import { NotSent } from '../../../src/runbook/ports/faults.ts'
import { claimedAt, ctxWith } from '../../runbook/fake-production.ts'
import { startTcp } from '../tcp.ts'

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())
const clients: Client[] = []
/** A sleeping backend does not notice that its client has gone: it is ended. */
afterEach(async () => {
  const last = new Client({ connectionString: postgres.url })
  await last.connect()
  await last.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
  )
  await last.end()
  await Promise.all(clients.splice(0).map(c => c.end().catch(() => undefined)))
})
const patient = () => new AbortController().signal
const admin = () => createDatabaseAdmin(postgres.url)

/** A real query that runs until somebody ends it. */
async function sleep(
  name: string,
  sql = 'SELECT pg_sleep(600)',
  url = postgres.url,
): Promise<{ ended: () => boolean }> {
  const client = new Client({ connectionString: url, application_name: name })
  clients.push(client)
  let ended = false
  client.on('error', () => {
    ended = true
  })
  await client.connect()
  client.query(sql).catch(() => {
    ended = true
  })
  await expect
    .poll(async () => (await admin().listQueries(0, patient())).queries.some(q => q.application === name))
    .toBe(true)
  return { ended: () => ended }
}
const find = async (name: string) => {
  const { queries } = await admin().listQueries(0, patient())
  const hit = queries.find(q => q.application === name)
  if (hit === undefined) throw new Error(`no query of ${name}`)
  return hit
}

test('ends exactly the backends it is given', async () => {
  const [a, b] = [await sleep('one'), await sleep('two')]
  const one = await find('one')
  expect(await admin().terminate([one], patient())).toEqual({ terminated: 1, refused: 0 })
  await expect.poll(a.ended).toBe(true)
  expect(b.ended()).toBe(false)
  await expect.poll(() => admin().findAlive([one], patient())).toEqual([])
})

test('a pid that is somebody else’s by now is left alone', async () => {
  const a = await sleep('reused')
  const { pid } = await find('reused')
  const before = { pid, start: '2025-01-20 14:32:00.123456+00' }
  expect(await admin().findAlive([before], patient())).toEqual([])
  expect(await admin().terminate([before], patient())).toEqual({ terminated: 0, refused: 0 })
  expect(a.ended()).toBe(false)
})

test('Pitcrew’s own connections and those who look at the activity are spared, and said so', async () => {
  await sleep('pitcrew-like')
  const own = new Client({ connectionString: postgres.url, application_name: 'pitcrew' })
  clients.push(own)
  own.on('error', () => undefined)
  await own.connect()
  own.query('SELECT pg_sleep(600)').catch(() => undefined)
  const watching = new Client({ connectionString: postgres.url, application_name: 'dashboard' })
  clients.push(watching)
  watching.on('error', () => undefined)
  await watching.connect()
  watching.query('SELECT pg_sleep(600), count(*) FROM pg_stat_activity').catch(() => undefined)
  await expect
    .poll(async () => [...new Set((await admin().listQueries(0, patient())).spared.map(q => q.why))].sort())
    .toEqual(['Pitcrew’s own', 'somebody looks at the activity'])
  const { spared } = await admin().listQueries(0, patient())
  const mine = spared.filter(q => q.application === 'pitcrew')
  expect(await admin().terminate(mine, patient())).toEqual({ terminated: 0, refused: 0 })
})

test('younger queries are not listed', async () => {
  await sleep('young')
  const { queries } = await admin().listQueries(60_000, patient())
  expect(queries).toEqual([])
})

test('a role that may not end queries says what to grant, and nothing was ended', async () => {
  const root = new Client({ connectionString: postgres.url })
  clients.push(root)
  root.on('error', () => undefined)
  await root.connect()
  await root.query("CREATE ROLE reader LOGIN PASSWORD 'x'; GRANT pg_read_all_stats TO reader")
  const a = await sleep('guarded')
  const one = await find('guarded')
  const weak = createDatabaseAdmin(postgres.url.replace('postgres@', 'reader:x@'))
  const refused = weak.terminate([one], patient())
  await expect(refused).rejects.toThrow(NotSent)
  await expect(refused).rejects.toThrow('GRANT pg_signal_backend')
  expect(a.ended()).toBe(false)
})

test('queries of superusers, and of roles that may not be ended, are spared; the others end one by one', async () => {
  const root = new Client({ connectionString: postgres.url })
  clients.push(root)
  root.on('error', () => undefined)
  await root.connect()
  await root.query(
    "CREATE ROLE ender LOGIN PASSWORD 'x'; GRANT pg_read_all_stats, pg_signal_backend TO ender",
  )
  await root.query("CREATE ROLE app LOGIN PASSWORD 'x'")
  const asApp = postgres.url.replace('postgres@', 'app:x@')
  const guarded = await sleep('of-root')
  const [a, b] = [await sleep('app-1', undefined, asApp), await sleep('app-2', undefined, asApp)]
  const ender = createDatabaseAdmin(postgres.url.replace('postgres@', 'ender:x@'))
  const { queries, spared } = await ender.listQueries(0, patient())
  expect(queries.map(q => q.application).sort()).toEqual(['app-1', 'app-2'])
  expect(spared.find(q => q.application === 'of-root')?.why).toBe(
    'a superuser’s, whom Pitcrew’s role may not end',
  )
  // An approval from before the rights changed may still name the superuser's.
  const ofRoot = await find('of-root')
  const [first, second] = [await find('app-1'), await find('app-2')]
  expect(await ender.terminate([first, ofRoot, second], patient())).toEqual({ terminated: 2, refused: 1 })
  await expect.poll(() => a.ended() && b.ended()).toBe(true)
  expect(guarded.ended()).toBe(false)
  const onlyRoot = await ender.listQueries(0, patient())
  expect(onlyRoot.queries).toEqual([])
  const asEnder = ctxWith({ databaseAdmin: ender })
  const before = { backends: [first, ofRoot, second].map(({ pid, start }) => ({ pid, start })) }
  const claim = { request: 'r', params: action.parse({ olderThan: '1s' }), before, at: claimedAt - 60_000 }
  expect(await action.verify(claim, { terminated: 2, refused: 1 }, asEnder)).toEqual({
    state: 'failed',
    detail: `2 ended; 1 of 3 still run: pid ${ofRoot.pid} (Pitcrew’s role may not end 1 of them)`,
  })
})

test('a role without the right to signal has everybody else’s queries spared, with the GRANT', async () => {
  await sleep('not-mine')
  const reader = createDatabaseAdmin(postgres.url.replace('postgres@', 'reader:x@'))
  const { queries, spared } = await reader.listQueries(0, patient())
  expect(queries).toEqual([])
  expect(spared.some(q => q.application === 'not-mine')).toBe(true)
})

test('a server that accepts and falls silent: not sent while connecting', async () => {
  const server = await startTcp(() => undefined)
  const silent = createDatabaseAdmin(`postgres://x@127.0.0.1:${server.port}/x`)
  await expect(silent.terminate([{ pid: 1, start: 'x' }], AbortSignal.timeout(200))).rejects.toThrow(NotSent)
  await server.stop()
})

describe('the action', () => {
  const params = action.parse({ olderThan: '1s' })
  const ctx = () => ctxWith({ databaseAdmin: admin() })

  test('is approved for what was previewed; what comes later is never ended', {
    timeout: 20_000,
  }, async () => {
    const first = await sleep('first')
    await new Promise(resolve => setTimeout(resolve, 1100))
    const preview = await action.preview(params, ctx())
    if ('refused' in preview) throw new Error(preview.refused)
    const pinned = action.pin(params, preview.binds)
    const later = await sleep('later')
    await new Promise(resolve => setTimeout(resolve, 1100))
    const again = await action.preview(pinned, ctx())
    expect(again).toMatchObject({ binds: preview.binds })
    expect(JSON.stringify(again)).not.toContain('later')
    const claim = { request: 'r', params: pinned, before: preview.binds, at: claimedAt }
    const receipt = await action.execute(claim, ctx())
    expect(receipt).toEqual({ terminated: 1, refused: 0 })
    await expect.poll(first.ended).toBe(true)
    await expect.poll(async () => (await action.verify(claim, receipt, ctx())).state).toBe('done')
    expect(await action.reconcile(claim, ctx())).toMatchObject({ state: 'applied' })
    expect(later.ended()).toBe(false)
    const gone = await action.preview(pinned, ctx())
    expect(gone).toMatchObject({ nothingToDo: expect.any(String) })
  })

  test('shows the first eighty characters of a query, redacted, in one line', async () => {
    await sleep('noisy', `SELECT pg_sleep(600), 'xoxb-123456789012-abcdef',\n  '${'x'.repeat(200)}'`)
    await new Promise(resolve => setTimeout(resolve, 1100))
    const preview = await action.preview(params, ctx())
    const shown = JSON.stringify(preview)
    expect(shown).toContain('[hidden]')
    expect(shown).not.toContain('xoxb')
    expect(shown).not.toContain('x'.repeat(81))
  })

  test.each(['5', '-5m', '0m', '15 minutes ago', '1e9s'])('“%s” is no age', olderThan => {
    expect(() => action.parse({ olderThan })).toThrow('expected a duration')
  })
})
