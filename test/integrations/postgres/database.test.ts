import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../../sandbox/embedded/postgres.ts'
import { createDatabase } from '../../../src/integrations/postgres/database.ts'
import { translate } from '../../../src/integrations/postgres/errors.ts'
import { findClosedPort, startTcp } from '../tcp.ts'

let postgres: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
async function accept(...behave: Parameters<typeof startTcp>) {
  const server = await startTcp(...behave)
  stops.push(server.stop)
  return { ...server, url: `postgres://maya:secret@127.0.0.1:${server.port}/prod` }
}
const patient = () => new AbortController().signal
const failure = (url: string, signal = patient()) =>
  createDatabase(url)
    .ping(signal)
    .then(
      () => Promise.reject(new Error('it did not fail')),
      error => error,
    )

test('a database that is well tells its version, and is left alone afterwards', async () => {
  const database = createDatabase(postgres.url)
  expect((await database.ping(patient())).version).toMatch(/^\d+\.\d+/)
  const looking = new Client({ connectionString: postgres.url })
  await looking.connect()
  const others = () =>
    looking.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'pitcrew'").then(r => r.rowCount)
  await expect.poll(others).toBe(0)
  await looking.end()
})

test('one connection a ping, one after the other and side by side', async () => {
  const database = createDatabase(postgres.url)
  const answers = await Promise.all([1, 2, 3].map(() => database.ping(patient())))
  expect(new Set(answers.map(a => a.version)).size).toBe(1)
})

test('a database of that name is not there', async () => {
  const url = postgres.url.replace(/\/postgres$/, '/nothing')
  expect(await failure(url)).toMatchObject({ name: 'NotSent', code: '3D000', why: 'denied' })
})

test('nobody listens', async () => {
  const port = await findClosedPort()
  expect(await failure(`postgres://maya:secret@127.0.0.1:${port}/prod`)).toMatchObject({
    code: 'ECONNREFUSED',
    why: 'refused',
    message: 'the database does not answer: connection refused (ECONNREFUSED)',
  })
})

test('a server that accepts and never answers ends by the signal, and is hung up on', async () => {
  const heard = Promise.withResolvers<void>()
  const server = await accept(socket => void socket.once('data', () => heard.resolve()))
  const controller = new AbortController()
  const failed = failure(server.url, controller.signal)
  await heard.promise
  controller.abort()
  expect(await failed).toMatchObject({ why: 'timeout', message: expect.stringContaining('in time') })
  await server.closed
})

test('a signal that has fired already connects to nobody', async () => {
  const server = await accept(() => {})
  expect(await failure(server.url, AbortSignal.abort())).toMatchObject({ why: 'timeout' })
  expect(server.accepted()).toBe(0)
})

test('a dropped connection, and one that answers in another language', async () => {
  const dropping = await accept(socket => void socket.once('data', () => socket.end()))
  expect(await failure(dropping.url)).toMatchObject({
    why: 'refused',
    message: 'the database does not answer: connection closed (no-answer)',
  })
  const resetting = await accept(socket => void socket.once('data', () => socket.resetAndDestroy()))
  expect(await failure(resetting.url)).toMatchObject({ why: 'refused', code: 'ECONNRESET' })
})

/** An ErrorResponse as PostgreSQL sends it while somebody connects. */
function errorResponse(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mtold so, maya\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

test.each([
  ['28P01', 'denied', 'the database does not let Pitcrew in: told so, … (28P01)'],
  ['28000', 'denied', 'the database does not let Pitcrew in: told so, … (28000)'],
  ['53300', 'refused', 'the database has no connection left: told so, … (53300)'],
  ['57P03', 'refused', 'the database is not ready: told so, … (57P03)'],
  ['XX000', 'refused', 'the database is in trouble: told so, … (XX000)'],
  ['22012', 'fault', 'the database could not answer: told so, … (22012)'],
])('%s is %s: “%s”', async (code, why, message) => {
  const server = await accept(socket => void socket.once('data', () => socket.end(errorResponse(code))))
  expect(await failure(server.url)).toMatchObject({ code, why, message, retryable: why !== 'denied' })
})

test('neither user, password nor address is in what people read', async () => {
  const server = await accept(socket => void socket.once('data', () => socket.end(errorResponse('28P01'))))
  const { message } = await failure(server.url)
  expect(message).not.toMatch(/maya|secret|127\.0\.0\.1/)
})

test.each([
  ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'denied'],
  ['The server does not support SSL connections', 'denied'],
  ['timeout expired', 'timeout'],
  ['Query read timeout', 'timeout'],
])('pg’s own “%s” is %s', (message, why) => {
  expect(translate(new Error(message), false)).toMatchObject({ why })
})

const limits = { slowerThanMs: 0, top: 20 }

test('a question is read-only and one statement, whatever it says; cells come as text', async () => {
  const database = createDatabase(postgres.url)
  const answer = await database.read(
    "SELECT 12345678901234567890::numeric AS n, NULL, 'x'",
    { most: 5 },
    patient(),
  )
  expect(answer.rows).toEqual([['12345678901234567890', null, 'x']])
  const series = await database.read('SELECT n FROM generate_series(1, 1000) AS n', { most: 3 }, patient())
  expect(series.rows).toEqual([['1'], ['2'], ['3']])
  const writes = 'WITH w AS (INSERT INTO nothing VALUES (1) RETURNING 1) SELECT * FROM w'
  await expect(database.read(writes, { most: 1 }, patient())).rejects.toThrow()
  await expect(database.read("SELECT nextval('s')", { most: 1 }, patient())).rejects.toThrow()
  await expect(database.read('SELECT 1) AS q; SELECT (2', { most: 1 }, patient())).rejects.toThrow()
})

test('without pg_stat_statements it says how to enable it; with it, the costliest come first', async () => {
  const database = createDatabase(postgres.url)
  await expect(database.slowStatements(limits, patient())).rejects.toThrow(
    'this database does not count statements: run CREATE EXTENSION pg_stat_statements in this database',
  )
  const owner = new Client({ connectionString: postgres.url })
  await owner.connect()
  await owner.query('CREATE EXTENSION pg_stat_statements')
  await owner.query('SELECT pg_sleep(0.2) AS costly')
  await owner.query('SELECT 1 AS cheap')
  const found = await database.slowStatements({ slowerThanMs: 100, top: 5 }, patient())
  expect(found[0]).toMatchObject({ calls: 1, text: expect.stringContaining('costly') })
  expect(found[0]?.totalMs).toBeGreaterThan(190)
  expect(found.some(s => s.text.includes('cheap'))).toBe(false)
  await owner.query('CREATE ROLE nobody_much LOGIN; REVOKE ALL ON pg_stat_statements FROM PUBLIC')
  const limited = createDatabase(postgres.url.replace('postgres@', 'nobody_much@'))
  await expect(limited.slowStatements(limits, patient())).rejects.toMatchObject({
    why: 'denied',
    message: expect.stringContaining('GRANT SELECT ON pg_stat_statements TO nobody_much'),
  })
  await owner.end()
})

test('who runs long, and who waits for whom', async () => {
  const [holder, waiter] = ['holder', 'waiter'].map(
    name => new Client({ connectionString: postgres.url, application_name: name }),
  ) as [Client, Client]
  await holder.connect()
  await waiter.connect()
  await holder.query('CREATE TABLE held (n int)')
  await holder.query('BEGIN; LOCK TABLE held')
  const waiting = waiter.query('SELECT count(*) FROM held')
  const database = createDatabase(postgres.url)
  await expect.poll(() => database.listBlocked(patient())).toHaveLength(1)
  const [blocked] = await database.listBlocked(patient())
  expect(blocked).toMatchObject({
    application: 'waiter',
    text: 'SELECT count(*) FROM held',
    blockedBy: [{ application: 'holder' }],
  })
  const running = await database.listRunning({ slowerThanMs: 1, top: 10 }, patient())
  expect(running.map(q => q.application)).toEqual(['waiter'])
  await holder.query('ROLLBACK')
  await waiting
  expect(await database.listBlocked(patient())).toEqual([])
  await holder.end()
  await waiter.end()
})

test('a database that accepts and never answers is given up in time', async () => {
  const { url } = await accept(() => {})
  const signal = AbortSignal.timeout(150)
  await expect(createDatabase(url).listBlocked(signal)).rejects.toMatchObject({ why: 'timeout' })
})
