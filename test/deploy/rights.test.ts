import { readdirSync, readFileSync } from 'node:fs'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startPostgres } from '../../sandbox/embedded/postgres.ts'
import { createDatabaseAdmin } from '../../src/integrations/postgres/admin.ts'
import { createArchive } from '../../src/integrations/postgres/archive.ts'
import { createDatabase } from '../../src/integrations/postgres/database.ts'
import { actions } from '../../src/runbook/actions/index.ts'

type Statement = { Sid: string; Effect: string; Action: string[]; Resource: string[] }
const policy = JSON.parse(readFileSync('deploy/iam-policy.json', 'utf8')) as { Statement: Statement[] }
const granted = policy.Statement.flatMap(s => s.Action)
const aws = /^(?:ecs|logs|iam|cloudwatch|elasticloadbalancing):/

/** What the code calls, as its own errors name it. */
const called = readdirSync('src/integrations/aws')
  .map(f => readFileSync(`src/integrations/aws/${f}`, 'utf8'))
  .flatMap(source => {
    const service = /operation: `(\w+):\$\{operation\}`/.exec(source)?.[1]
    return [...source.matchAll(/\bcall\(\s*'(\w+)'/g)].map(([, name]) => `${service}:${name}`)
  })

test('the policy grants every AWS operation that the code calls', () => {
  expect(called.length).toBeGreaterThan(8)
  expect(called.filter(operation => !granted.includes(operation))).toEqual([])
})

test('and every one that an action says it needs; nothing that nobody needs', () => {
  const needed = Object.values(actions).flatMap(a => a.needs.filter(n => aws.test(n)))
  expect(needed.filter(n => !granted.includes(n))).toEqual([])
  // Probes read only; what they call is found in the code.
  expect(granted.filter(g => !needed.includes(g) && !called.includes(g))).toEqual([])
})

test('no statement is wider than it must be: wildcards only where AWS has no resources', () => {
  const unscoped = [
    'cloudwatch:GetMetricStatistics',
    'ecs:DescribeTaskDefinition',
    'ecs:ListTaskDefinitions',
    'elasticloadbalancing:DescribeTargetHealth',
    'logs:DescribeLogGroups',
    'logs:DescribeExportTasks',
  ]
  for (const s of policy.Statement) {
    expect(s.Action.filter(a => a.includes('*'))).toEqual([])
    if (s.Resource.includes('*')) expect(s.Action.filter(a => !unscoped.includes(a))).toEqual([])
  }
})

test('the SQL roles can do what they are for, and nothing else', async () => {
  const postgres = await startPostgres()
  const root = new Client({ connectionString: postgres.url })
  await root.connect()
  try {
    await root.query(readFileSync('deploy/sql/roles.sql', 'utf8'))
    await root.query('CREATE TABLE orders (id int)')
    const as = (role: string) => postgres.url.replace('postgres@', `${role}@`)
    const signal = () => AbortSignal.timeout(5000)
    await root.query('CREATE ROLE app LOGIN')
    const app = new Client({ connectionString: as('app'), application_name: 'app' })
    let ended = false
    app.on('error', () => {
      ended = true
    })
    await app.connect()
    app.query('SELECT pg_sleep(60)').catch(() => {
      ended = true
    })
    expect((await createDatabase(as('pitcrew_reader')).countConnections(signal())).most).toBeGreaterThan(0)
    const admin = createDatabaseAdmin(as('pitcrew_admin'))
    await expect
      .poll(async () => (await admin.listQueries(0, signal())).queries.map(q => q.application))
      .toContain('app')
    const { queries } = await admin.listQueries(0, signal())
    const reader = createDatabaseAdmin(as('pitcrew_reader'))
    await expect(reader.terminate(queries, signal())).rejects.toThrow('GRANT pg_signal_backend')
    expect(ended).toBe(false)
    await admin.terminate(queries, signal())
    await expect.poll(() => ended).toBe(true)
    for (const role of ['pitcrew_reader', 'pitcrew_admin']) {
      const client = new Client({ connectionString: as(role) })
      await client.connect()
      await expect(client.query('SELECT * FROM orders')).rejects.toThrow('permission denied')
      await expect(client.query('CREATE TABLE mine (id int)')).rejects.toThrow()
      await client.end()
    }
  } finally {
    await root.end()
    await postgres.stop()
  }
})

test('the archive’s role adds and reads, and changes nothing; its table is the one the bot would make', async () => {
  const postgres = await startPostgres()
  const root = new Client({ connectionString: postgres.url })
  await root.connect()
  const columns = async () =>
    (
      await root.query(
        `SELECT column_name, data_type, is_nullable FROM information_schema.columns
         WHERE table_name = 'pitcrew_events' ORDER BY ordinal_position`,
      )
    ).rows
  try {
    const signal = AbortSignal.timeout(5000)
    const made = await createArchive(postgres.url).open(signal)
    made.close()
    const byTheBot = await columns()
    expect(byTheBot).toHaveLength(7)
    await root.query('DROP TABLE pitcrew_events')
    await root.query(readFileSync('deploy/sql/archive.sql', 'utf8'))
    expect(await columns()).toEqual(byTheBot)
    const url = postgres.url.replace('postgres@', 'pitcrew_archive@')
    const archive = await createArchive(url).open(signal)
    const line = { seq: 1, type: 'note.added', at: 0, by: 'U1', hash: 'h', bytes: '{}' }
    expect(await archive.add('INC-1', [line])).toEqual([])
    expect(await archive.add('INC-1', [line])).toEqual([])
    expect(await archive.add('INC-1', [{ ...line, bytes: '{"a":1}' }])).toEqual([1])
    expect(await archive.readLines('INC-1')).toEqual([{ hash: 'h', bytes: '{}' }])
    archive.close()
    const client = new Client({ connectionString: url })
    await client.connect()
    for (const sql of ["UPDATE pitcrew_events SET bytes = ''", 'DELETE FROM pitcrew_events'])
      await expect(client.query(sql)).rejects.toThrow('permission denied')
    for (const sql of ['TRUNCATE pitcrew_events', 'DROP TABLE pitcrew_events', 'CREATE TABLE mine (id int)'])
      await expect(client.query(sql)).rejects.toThrow()
    await client.end()
  } finally {
    await root.end()
    await postgres.stop()
  }
})
