import { Redis } from 'ioredis'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startPostgres } from '../../../sandbox/embedded/postgres.ts'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import {
  canonical,
  genesis,
  hashBytes,
  type StoredLine,
  verifyChain,
} from '../../../src/incident/model/chain.ts'
import { createArchive } from '../../../src/integrations/postgres/archive.ts'
import { createKeys } from '../../../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../../../src/integrations/redis/store.ts'
import { createArchivist } from '../../../src/runbook/engine/archive.ts'
import { findClosedPort, startTcp } from '../tcp.ts'

let postgres: Awaited<ReturnType<typeof startPostgres>>
let server: RedisServer
let redis: Redis
let root: Client
const keys = createKeys('{archive}')
beforeAll(async () => {
  postgres = await startPostgres()
  server = await startRedis()
  redis = new Redis(server.socket)
  root = new Client({ connectionString: postgres.url })
  await root.connect()
})
afterAll(async () => {
  redis?.disconnect()
  await server?.stop()
  await root?.end()
  await postgres?.stop()
})
beforeEach(async () => {
  await redis.flushall()
  await root.query('DROP TABLE IF EXISTS pitcrew_events')
})

/** A log of so many lines in Redis, as appends leave it. */
async function writeLog(id: string, count: number): Promise<StoredLine[]> {
  const lines: StoredLine[] = []
  for (let seq = 1; seq <= count; seq++) {
    const prev = lines.at(-1)?.hash ?? genesis
    const data = { text: `“${seq}” \u0000 \n 🏎️` }
    const bytes = canonical({ v: 1, id, seq, type: 'note.added', at: seq, by: 'U1', data, prev })
    lines.push({ bytes, hash: hashBytes(bytes) })
  }
  const elements = lines.map(l => `${Buffer.from(l.hash, 'hex').toString('base64url')}${l.bytes}`)
  for (let n = 0; n < count; n += 1000) await redis.rpush(keys.log(id), ...elements.slice(n, n + 1000))
  await redis.zadd(keys.open, count, id)
  return lines
}
function archivist(url = postgres.url) {
  const said: string[] = []
  const say = (level: string) => (fields: object, text: string) =>
    void said.push(`${level} ${text} ${JSON.stringify(fields)}`)
  const log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  let fault: string | undefined = 'nobody has reported'
  const made = createArchivist(createIncidentStore(redis, keys), createArchive(url), log, words => {
    fault = words
  })
  return { ...made, said, fault: () => fault }
}
async function read(id: string) {
  const archive = await createArchive(postgres.url).open(new AbortController().signal)
  const lines = await archive.readLines(id)
  archive.close()
  return lines
}

test('a long log is copied in pages, byte for byte, and then only what is new', async () => {
  const lines = await writeLog('INC-1', 1234)
  const a = archivist()
  await a.run()
  expect(a.fault()).toBe(undefined)
  expect(await read('INC-1')).toEqual(lines)
  await redis.del(keys.log('INC-1'))
  const longer = await writeLog('INC-1', 1240)
  await a.run()
  expect(await read('INC-1')).toEqual(longer)
  expect(verifyChain(longer)).toMatchObject({ ok: true, events: 1240 })
  expect(a.said).toEqual([])
})

test('many incidents: all of them, the oldest first', async () => {
  const ids = Array.from({ length: 25 }, (_, n) => `INC-${10 + n}`)
  for (const id of ids.toReversed()) await writeLog(id, 3)
  await archivist().run()
  const { rows } = await root.query(
    'SELECT incident FROM pitcrew_events GROUP BY incident ORDER BY min(xmin::text::int)',
  )
  expect(rows.map(r => r.incident)).toEqual(ids)
})

test('a log that somebody changed in Redis does not get in; the others do', async () => {
  const lines = await writeLog('INC-1', 5)
  await writeLog('INC-2', 5)
  const third = lines[2] as StoredLine
  const forged = `${Buffer.from(third.hash, 'hex').toString('base64url')}${third.bytes.replace('U1', 'U2')}`
  await redis.lset(keys.log('INC-1'), 2, forged)
  const a = archivist()
  await a.run()
  await a.run()
  expect(await read('INC-1')).toEqual([])
  expect(await read('INC-2')).toHaveLength(5)
  expect(a.said).toEqual([
    expect.stringMatching(/^error the archive and the log differ.*INC-1.*event 3 in Redis: its bytes do not/),
  ])
  expect(a.fault()).toBe('a private incident differs')
})

test('a Redis that has lost lines is said', async () => {
  await writeLog('INC-1', 5)
  const a = archivist()
  await a.run()
  await redis.rpop(keys.log('INC-1'), 2)
  await a.run()
  expect(a.said.join()).toContain('the archive has 5 events, Redis 3')
  expect(await read('INC-1')).toHaveLength(5)
})

const table = (key: string) =>
  `CREATE TABLE pitcrew_events (incident text, seq int, type text, at timestamptz, by text, hash text, bytes text${key})`
test.each([
  ['REVOKE CREATE ON SCHEMA public FROM PUBLIC', /no table yet: run deploy\/sql\/archive\.sql/],
  [table(', PRIMARY KEY (incident, seq)'), /may not add and read: run deploy\/sql/],
  [`${table('')}; GRANT ALL ON pitcrew_events TO PUBLIC`, /not as deploy\/sql\/archive\.sql makes it/],
  [
    'CREATE TABLE pitcrew_events (incident text); GRANT ALL ON pitcrew_events TO PUBLIC',
    /not as deploy\/sql\/archive\.sql makes it/,
  ],
])('a role or a table that is not right: after %s it says what to run', async (sql, words) => {
  await root.query(`${sql}; DROP ROLE IF EXISTS weak; CREATE ROLE weak LOGIN`)
  await writeLog('INC-1', 2)
  const a = archivist(postgres.url.replace('postgres@', 'weak:hunter2@'))
  await a.run()
  await a.run()
  expect(a.fault()).toMatch(words)
  expect(a.said).toEqual([expect.stringMatching(words)])
})

test('a read-only archive, and one whose table is locked: said in time, and well again afterwards', async () => {
  await writeLog('INC-1', 2)
  const a = archivist()
  await a.run()
  await redis.del(keys.log('INC-1'))
  const lines = await writeLog('INC-1', 4)
  await root.query('ALTER DATABASE postgres SET default_transaction_read_only = on')
  await a.run()
  expect(a.fault()).toContain('the archive is read-only')
  await root.query('SET default_transaction_read_only = off')
  await root.query('ALTER DATABASE postgres RESET default_transaction_read_only')
  await root.query('BEGIN; LOCK TABLE pitcrew_events')
  const from = performance.now()
  await a.run()
  expect(performance.now() - from).toBeLessThan(8000)
  expect(a.fault()).toContain('did not answer in time')
  await root.query('ROLLBACK')
  await a.run()
  expect(a.fault()).toBe(undefined)
  expect(await read('INC-1')).toEqual(lines)
  expect(a.said).toEqual([expect.stringContaining('takes nothing'), expect.stringContaining('is well again')])
})

test('nobody there, or nobody who answers: within its time, and at once when the bot stops', async () => {
  const nobody = archivist(`postgres://bot:hunter2@127.0.0.1:${await findClosedPort()}/x`)
  await nobody.run()
  expect(nobody.fault()).toContain('does not answer: connection refused')
  const silent = await startTcp(() => {})
  const a = archivist(`postgres://bot:hunter2@127.0.0.1:${silent.port}/x`)
  const pass = a.run()
  await expect.poll(silent.accepted).toBe(1)
  const from = performance.now()
  await a.stop()
  await pass
  expect(performance.now() - from).toBeLessThan(2500)
  await silent.stop()
  const odd = archivist('postgres://bot:hunter2%zz@[x]:y/z')
  await odd.run()
  expect(odd.fault()).toBeDefined()
  expect([nobody, a, odd].flatMap(x => [x.fault(), ...x.said]).join()).not.toContain('hunter2')
})

test('two that find no table make one', async () => {
  await writeLog('INC-1', 300)
  const both = [archivist(), archivist(), archivist()]
  await Promise.all(both.map(a => a.run()))
  expect(both.map(a => a.fault())).toEqual([undefined, undefined, undefined])
  expect(await read('INC-1')).toHaveLength(300)
})

test('every question stands in a transaction of its own, and no setting outlives it', async () => {
  await writeLog('INC-20250120-143200', 3)
  const asked: string[] = []
  const query = vi.spyOn(Client.prototype, 'query')
  await archivist().run()
  for (const [text] of query.mock.calls as unknown as [unknown][])
    asked.push(String(text).split(/\s+/)[0] ?? '')
  const texts = (query.mock.calls as unknown as [unknown][]).map(([text]) => String(text))
  query.mockRestore()
  expect(texts.filter(t => /^SET (?!LOCAL )/.test(t))).toEqual([])
  let depth = 0
  for (const word of asked) {
    if (word === 'BEGIN') depth++
    else if (word === 'COMMIT' || word === 'ROLLBACK') depth--
    else expect(depth, word).toBe(1)
  }
  expect([depth, asked.includes('WITH')]).toEqual([0, true])
})
