import { execFile } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPostgres } from '../../sandbox/embedded/postgres.ts'
import { verifyChain } from '../../src/incident/model/chain.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { startTcp } from '../integrations/tcp.ts'
import { declareAsTom, minute } from './clock.ts'

const password = 'hunter2-is-secret'
let postgres: Awaited<ReturnType<typeof startPostgres>>
let root: Client
let database = ''
let h: Harness | undefined
let wire: Awaited<ReturnType<typeof startWire>>
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())
beforeEach(async ({ task }) => {
  database = `archive_${task.id.replaceAll(/\W/g, '_')}`
  const owner = new Client({ connectionString: postgres.url })
  await owner.connect()
  await owner.query(`CREATE DATABASE "${database}"`)
  await owner.end()
  root = new Client({ connectionString: postgres.url.replace(/postgres$/, database) })
  await root.connect()
  wire = await startWire()
})
afterEach(async () => {
  await h?.stop()
  h = undefined
  await wire.stop()
  await root.end()
})

/** What lies between the bot and its archive: well, cut, or silent. */
async function startWire() {
  const line = { state: 'well' as 'well' | 'cut' | 'silent' }
  const open = new Set<Socket>()
  const server = await startTcp(socket => {
    if (line.state === 'cut') return void socket.destroy()
    if (line.state === 'silent') return
    const far = connect(Number(new URL(postgres.url).port), '127.0.0.1')
    open.add(far)
    far.on('error', () => socket.destroy())
    socket.on('close', () => far.destroy())
    socket.pipe(far).pipe(socket)
  })
  return {
    line,
    url: `postgres://postgres:${password}@127.0.0.1:${server.port}/${database}`,
    async stop() {
      for (const far of open) far.destroy()
      await server.stop()
    },
  }
}

async function begin(replicas = 2) {
  const p = await startPitcrew({ replicas, config: { archiveDatabaseUrl: wire.url } })
  h = p
  return p
}
/** A pass that began before the last event may be under way: the second one begins after it. */
async function archive(p: Harness) {
  for (const _ of [1, 2]) await Promise.all(p.services.map(s => s.archive()))
}
const rowsOf = async (id: string) =>
  (await root.query('SELECT * FROM pitcrew_events WHERE incident = $1 ORDER BY seq', [id])).rows
async function expectSame(p: Harness, id: string) {
  const rows = await rowsOf(id)
  expect(rows.map(({ hash, bytes }) => ({ hash, bytes }))).toEqual(
    await p.service.runbook.store.readLines(id),
  )
  expect(verifyChain(rows)).toMatchObject({ ok: true, events: rows.length })
  return rows
}
const theId = async (p: Harness) => (await p.incidents())[0]?.id ?? ''
async function status(p: Harness) {
  const part = (await p.service.runbook.integrations()).find(i => i.name === 'archive')
  return [part?.state, part?.detail]
}
const run = promisify(execFile)
const audit = (id: string, env: Record<string, string>, ...args: string[]) =>
  run(process.execPath, ['src/audit.ts', id, ...args], { env: { PATH: process.env.PATH, ...env } }).then(
    r => r.stdout.trim(),
    error => `${error.stdout}${error.stderr}`.trim(),
  )

test('declared, acknowledged, resolved: all of it is there, and verifies without Redis; what people say is not', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P1 api down')
  const maya = p.as('U0MAYA')
  await maya.command(channel, '/incident ack')
  await maya.say(channel, 'the words of a person')
  await p.idle()
  await maya.press('Check and resolve', channel)
  await p.idle()
  await maya.submit()
  await p.idle()
  await archive(p)
  const id = await theId(p)
  const rows = await expectSame(p, id)
  expect(rows.map(r => r.type)).toEqual(
    expect.arrayContaining(['incident.declared', 'incident.acknowledged', 'incident.resolved']),
  )
  expect(rows[0]).toMatchObject({ seq: 1, type: 'incident.declared', by: 'U0TOM' })
  expect(rows[0].at.getTime()).toBe(Date.UTC(2025, 0, 20, 14, 32))
  expect(JSON.stringify(rows)).not.toContain('the words of a person')
  expect(await status(p)).toEqual(['on', ''])

  // The auditor's command looks under the usual prefix: there Redis does not know the incident.
  const both = { REDIS_URL: p.redis.socket, ARCHIVE_DATABASE_URL: wire.url }
  const unbroken = `${id}: ${rows.length} events, unbroken; head ${rows.at(-1).hash} (read from the archive)`
  expect(await audit(id, both)).toBe(`${id} is not known to Redis.\n${unbroken}`)
  expect(await audit(id, both, '--archive')).toBe(unbroken)
  expect(await audit(id, { ...both, REDIS_URL: '/nowhere.sock' })).toMatch(/^Redis cannot be read: .*\n/)
  await root.query("UPDATE pitcrew_events SET bytes = replace(bytes, 'api down', 'api fine') WHERE seq = 1")
  expect(await audit(id, both, '--archive')).toBe(
    `${id}: event 1 was tampered with: its bytes do not match its hash (read from the archive)`,
  )
}, 40_000)

test('away, then silent, then back: nobody waits, it is said once, and all is caught up once', async () => {
  const p = await begin(1)
  await p.service.archive()
  wire.line.state = 'cut'
  const channel = await declareAsTom(p, 'P2 slow')
  await p.service.archive()
  await p.service.archive()
  expect(await status(p)).toEqual(['failing', expect.stringContaining('does not answer: connection closed')])
  wire.line.state = 'silent'
  const pass = p.service.archive()
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.advance(minute)
  await pass
  const id = await theId(p)
  expect((await p.events(id)).map(e => e.type)).toContain('incident.acknowledged')
  await expect.poll(() => status(p)).toEqual(['failing', expect.stringContaining('in time')])
  expect(p.log.filter(l => l.includes('the archive takes nothing'))).toHaveLength(1)
  await p.as('U0TOM').command(channel, '/incident status')
  await p.idle()
  const shown = JSON.stringify(p.as('U0TOM').sees(channel).at(-1)?.raw)
  expect(shown).toContain('archive failing')
  expect([shown, ...p.log].join('')).not.toContain(password)
  wire.line.state = 'well'
  await archive(p)
  await expectSame(p, id)
  await expect.poll(() => status(p)).toEqual(['on', ''])
}, 40_000)

test('a bot starts though its archive is away, and the heartbeat goes on', async () => {
  wire.line.state = 'cut'
  const p = await begin(1)
  await p.service.audit()
  expect(p.service.runbook.health.now.lastAuditOk).toBe(true)
  await p.service.archive()
  expect((await p.service.runbook.integrations()).find(i => i.name === 'archive')?.vital).toBe(undefined)
  await p.service.audit()
  expect(p.service.runbook.health.now.lastAuditOk).toBe(true)
  wire.line.state = 'well'
  await declareAsTom(p, 'P2 slow')
  await archive(p)
  await expectSame(p, await theId(p))
})

test('a line that somebody changed is said with its incident and stays; what comes after it still arrives', async () => {
  const p = await begin(1)
  const channel = await declareAsTom(p, 'P2 slow')
  await archive(p)
  const id = await theId(p)
  await root.query("UPDATE pitcrew_events SET bytes = replace(bytes, 'slow', 'fast') WHERE seq = 1")
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await archive(p)
  const why = 'event 1 is another one in the archive'
  await expect.poll(() => status(p)).toEqual(['failing', `${id}: ${why}`])
  const said = p.log.map(l => JSON.parse(l)).filter(l => l.msg?.includes('differ'))
  expect(said).toMatchObject([{ level: 50, incident: id, why }])
  const rows = await rowsOf(id)
  expect(rows[0].bytes).toContain('fast')
  expect(rows).toHaveLength((await p.events(id)).length)

  // A whole forged end, each line after the other by the rules: its last hash is not ours.
  await root.query("UPDATE pitcrew_events SET bytes = replace(bytes, 'fast', 'slow') WHERE seq = 1")
  const last = rows.length
  await root.query(
    `UPDATE pitcrew_events SET bytes = replace(bytes, '"v":1', '"v":2'),
       hash = encode(sha256(convert_to(replace(bytes, '"v":1', '"v":2'), 'UTF8')), 'hex') WHERE seq = $1`,
    [last],
  )
  await archive(p)
  await expect
    .poll(() => status(p))
    .toEqual(['failing', `${id}: event ${last} is another one in the archive`])
  await root.query('DELETE FROM pitcrew_events WHERE seq = $1', [last])
  await root.query('DELETE FROM pitcrew_events WHERE seq = 2')
  await archive(p)
  await expect.poll(() => status(p)).toEqual(['on', ''])
  await expectSame(p, id)
  expect(p.log.join('')).toContain('lines had gone from the archive')
}, 40_000)

test('a private incident is kept as well; when its lines differ it is not named to everybody', async () => {
  const p = await begin(1)
  await p.as('U0MAYA').command('#security', '/incident declare private P1 breach')
  await p.idle()
  await archive(p)
  const id = await theId(p)
  await expectSame(p, id)
  await root.query("UPDATE pitcrew_events SET bytes = bytes || ' ' WHERE seq = 1")
  await archive(p)
  await expect.poll(() => status(p)).toEqual(['failing', 'a private incident differs'])
  expect(p.log.join('')).toContain(id)
})

test('two replicas at once, and a third: each line is there once', async () => {
  const p = await begin(2)
  for (const words of ['P2 slow', 'P3 odd', 'P2 other']) {
    await declareAsTom(p, words)
    p.jump(1000)
  }
  await p.addReplica()
  await archive(p)
  const ids = await p.service.runbook.store.listAll(10)
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) await expectSame(p, id)
  expect(p.log.filter(l => /archive/.test(l))).toEqual([])
}, 30_000)
