import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { parse, stringify } from 'yaml'
import { until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'

/** One kind of action. `received` counts how often production got it. */
export type Kind = {
  /** As `/incident fix` names it. */
  fix: string
  /** The step's title, by which people find its message. */
  title: string
  /** The action of the playbook, or changes to it. */
  action: string
  changes?: { title?: string; with?: Record<string, unknown> }
  /** Makes production such that there is something to do. */
  prepare?(stage: Stage): void | Promise<void>
  received(stage: Stage): number | Promise<number>
}

const script = 'enable-enhanced-monitoring.sh'
const ownService = (name: string) => ({ region: 'eu-west-2', cluster: 'tyrehero-production', service: name })
const called = ({ production }: Stage, operation: string) =>
  production.aws.calls.filter(c => c.operation === operation).length
const wrote = ({ production }: Stage, service: string, key: string) =>
  production.aws.writes().filter(w => w.input.service === service && w.input[key] !== undefined).length
const told = ({ production }: Stage, audience: string) =>
  production.world.told.filter(t => t.audience === audience && t.to === null).length

/** Every kind of action that Pitcrew knows, on targets that do not get in each other’s way. */
export const kinds: Kind[] = [
  {
    fix: 'restart',
    title: 'Restart svc-restart',
    action: 'restart-emergency-api',
    changes: { title: 'Restart svc-restart', with: ownService('svc-restart') },
    received: s => wrote(s, 'svc-restart', 'forceNewDeployment'),
  },
  {
    fix: 'rollback',
    title: 'Roll svc-rollback back',
    action: 'rollback-emergency-api',
    changes: { title: 'Roll svc-rollback back', with: ownService('svc-rollback') },
    async prepare({ production }) {
      const service = production.world.find('eu-west-2', 'tyrehero-production', 'svc-rollback')
      service?.ship(false)
      await until('the new version', () => service?.deployments().length === 1)
    },
    received: s => wrote(s, 'svc-rollback', 'taskDefinition'),
  },
  {
    fix: 'scale',
    title: 'Scale up the second region',
    action: 'scale-secondary-region',
    prepare: ({ production }) => production.world.ireland.scale(2),
    received: ({ production }) => production.aws.writes().filter(w => w.region === 'eu-west-1').length,
  },
  {
    fix: 'script',
    title: 'Enable enhanced monitoring',
    action: 'enable-enhanced-monitoring',
    prepare({ production }) {
      const ran = ranFile(production.env.SCRIPTS_DIR)
      const body = `#!/bin/sh\necho run >> '${ran}'\nsleep 0.4\necho on\n`
      writeFileSync(join(production.env.SCRIPTS_DIR, script), body, { mode: 0o755 })
      writeFileSync(ran, '')
    },
    received: ({ production }) =>
      readFileSync(ranFile(production.env.SCRIPTS_DIR), 'utf8').split('\n').length - 1,
  },
  {
    fix: 'post',
    title: 'Alert the emergency team',
    action: 'alert-emergency-team',
    received: ({ slack }) =>
      slack.state
        .channelNamed('emergency-incidents')
        ?.messages.filter(m => JSON.stringify(m).includes('containment activated')).length ?? 0,
  },
  {
    fix: 'export',
    title: 'Export what AWS would delete',
    action: 'export-old-logs',
    received: s => called(s, 'CreateExportTask'),
  },
  {
    fix: 'retention',
    title: 'Keep logs for 7 days',
    action: 'shorten-log-retention',
    prepare: ({ production }) => production.world.logs.keep(30),
    received: s => called(s, 'PutRetentionPolicy'),
  },
  {
    fix: 'queries',
    title: 'End long queries',
    action: 'end-long-queries',
    changes: { title: 'End long queries', with: { olderThan: '20s' } },
    async prepare({ production }) {
      production.world.break('slow-queries')
      await until('the reports', () => production.world.slowQueries?.pids()?.length === 3)
      // Old enough for the playbook of this drill, whose clocks run faster.
      await new Promise(resolve => setTimeout(resolve, 2500))
    },
    received: ({ production }) => ((production.world.slowQueries?.pids()?.length ?? 0) === 0 ? 1 : 0),
  },
  {
    fix: 'pooler',
    title: 'Restart the connection pooler',
    action: 'restart-pooler',
    received: ({ production }) => production.kubernetes.patches.length,
  },
  {
    fix: 'cache',
    title: 'Empty the application cache',
    action: 'empty-cache',
    async received({ production }) {
      const client = new Redis(production.cache?.socket ?? '', { lazyConnect: true })
      await client.connect()
      const stats = await client.info('commandstats')
      client.disconnect()
      return Number(/cmdstat_flushall:calls=(\d+)/.exec(stats)?.[1] ?? 0)
    },
  },
  {
    fix: 'warm',
    title: 'Warm critical caches',
    action: 'warm-cache',
    received: ({ production }) => production.world.cacheWarmed,
  },
  {
    fix: 'sms',
    title: 'SMS to customers with an active request',
    action: 'sms-active-customers',
    received: s => told(s, 'sms'),
  },
]

const ranFile = (folder: string) => join(folder, '.ran')

type Playbook = Record<'actions' | 'checklists' | 'fixes', Record<string, Record<string, unknown> | string>>

/** A fix of one step for each kind, which one on-call engineer approves, with time for bots that are killed. */
export function withFixes(source: string): string {
  const playbook = parse(source) as Playbook
  for (const { fix, title, action, changes = {} } of kinds) {
    const original = playbook.actions[action] as Record<string, unknown>
    playbook.actions[`lost-${fix}`] = {
      ...original,
      title: changes.title ?? title,
      with: changes.with ?? original.with,
      'verify-within': '1h',
      approval: { count: 1, roles: ['sre-oncall'], expires: '1h' },
    }
    playbook.checklists[`lost-${fix}`] = { title, steps: [`lost-${fix}`] }
    playbook.fixes[`lost-${fix}`] = `lost-${fix}`
  }
  return stringify(playbook)
}
