import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environmentNames, readConfig } from '../src/config.ts'
import { testPolicy } from './fixtures/policy.ts'

test('every fault of the environment is told at once, and no value is repeated', () => {
  const read = readConfig({ SLACK_BOT_TOKEN: 'secret-wrong', REDIS_URL: 'http://x', PORT: 'abc' })
  if (read.ok) throw new Error('it was accepted')
  const text = read.faults.join('\n')
  for (const name of ['SLACK_BOT_TOKEN', 'REDIS_URL', 'PORT', 'SLACK_APP_TOKEN']) expect(text).toContain(name)
  expect(text).not.toContain('secret-wrong')
})

test('an empty variable is an absent one', () => {
  const read = readConfig({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    REDIS_URL: 'redis://x',
    AWS_REGION: '',
  })
  expect(read.ok && read.config.awsRegion).toBe(undefined)
})

test('the archive is a PostgreSQL or nothing; its address is never repeated', () => {
  const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', REDIS_URL: 'redis://x' }
  expect(readConfig(env)).toMatchObject({ ok: true, config: { archiveDatabaseUrl: undefined } })
  const url = 'postgres://bot:hunter2@db/archive'
  expect(readConfig({ ...env, ARCHIVE_DATABASE_URL: url })).toMatchObject({
    ok: true,
    config: { archiveDatabaseUrl: url },
  })
  const read = readConfig({ ...env, ARCHIVE_DATABASE_URL: 'mysql://bot:hunter2@db/archive' })
  expect(read.ok ? [] : read.faults).toEqual([
    'ARCHIVE_DATABASE_URL is malformed: expected an address like postgres://….',
  ])
})

test('HTTP mode needs a port', () => {
  const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', REDIS_URL: 'redis://x' }
  const read = readConfig(env)
  expect(read.ok ? [] : read.faults).toEqual([
    'PORT is missing: in HTTP mode Slack sends its requests there.',
  ])
  expect(readConfig({ ...env, PORT: '3000' })).toMatchObject({
    ok: true,
    config: { slack: { mode: 'http' } },
  })
})

/** Without them the people whom the playbook names are on call. */
const scheduleNames = ['PAGERDUTY_PRIMARY_SCHEDULE', 'PAGERDUTY_SECONDARY_SCHEDULE']

test('.env.example documents exactly what is read, by the bot and for the shipped playbook', () => {
  const documented = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z_]+)=/gm)].map(m => m[1])
  expect(documented.filter(n => !n?.startsWith('AWS_') || n === 'AWS_REGION').sort()).toEqual(
    [...environmentNames, ...testPolicy().needed.map(n => n.name), ...scheduleNames].sort(),
  )
})
