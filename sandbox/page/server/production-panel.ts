import type { startProduction } from '../../production.ts'
import { breakages, type FaultName } from '../../world/breakages.ts'
import type { WireProduction, WireSample, WireService } from '../wire.ts'

type Production = Awaited<ReturnType<typeof startProduction>>
const quietQueue = 5

/** Production as the panel shows it. */
export function productionPart({ world, aws, statuspage, pagerduty }: Production): WireProduction {
  return {
    outside: [
      ...statuspage.incidents.map(i => ({
        where: 'Status page',
        title: i.name,
        state: `${i.status}, ${i.impact}`,
        lines: i.updates.map(u => `${u.status}: ${u.body}`),
      })),
      ...pagerduty.incidents.map(i => ({
        where: 'PagerDuty',
        title: i.summary,
        state: i.status,
        lines: [...(i.responders.length === 0 ? [] : [`asked: ${i.responders.join(', ')}`]), ...i.notes],
      })),
      ...world.told.map(t => ({
        where: t.to === null ? `Customers (${t.audience})` : `A test to ${t.to}`,
        title: t.message || 'the script’s own words',
        state: 'sent',
        lines: [],
      })),
    ],
    services: Object.entries(world.services).map(([id, s]): WireService => {
      const [primary, old] = s.deployments()
      const wanted = primary?.desiredCount ?? 0
      const fresh = primary?.runningCount ?? 0
      return {
        id,
        name: s.name,
        region: s.region,
        desired: s.desired(),
        running: fresh + (old?.runningCount ?? 0),
        starting: Math.max(0, wanted - fresh),
        draining: old?.runningCount ?? 0,
        image: s.taskDefinition().split('/').at(-1) ?? '',
        changes: aws
          .writes()
          .filter(w => w.region === s.region && w.input.service === s.name)
          .map(w => changeIn(w.input, w.outcome)),
      }
    }),
    meters: [
      {
        name: 'Callers waiting',
        value: world.queueLength(),
        unit: '',
        bad: world.queueLength() > quietQueue,
      },
      { name: 'Errors', value: world.errorsPerMinute(), unit: '/min', bad: world.errorsPerMinute() > 0 },
    ],
    parts: [
      { name: 'API', up: world.isApiUp() },
      { name: 'Database', up: !world.hurts('database-down') },
      { name: 'Cache', up: !world.hurts('cache-down') },
    ],
    faults: breakages.map(({ name, title, about, cure }) => ({
      name,
      title,
      about,
      cure,
      state: world.since(name) === undefined ? 'off' : world.hurts(name) ? 'hurting' : 'cured',
    })),
  }
}

function changeIn(input: Record<string, unknown>, outcome: string): string {
  const revision = String(input.taskDefinition ?? '')
    .split('/')
    .at(-1)
  const what = [
    revision === '' ? '' : `revision ${revision}`,
    input.forceNewDeployment === true ? 'new deployment' : '',
    input.desiredCount === undefined ? '' : `desired ${input.desiredCount}`,
  ]
  const failed = outcome === 'ok' ? '' : ` (${outcome})`
  return `${what.filter(w => w !== '').join(', ') || 'update'}${failed}`
}

export function sample({ world }: Production): WireSample {
  return { at: world.now(), queue: world.queueLength(), errors: world.errorsPerMinute() }
}

export const isFault = (name: string): name is FaultName => breakages.some(b => b.name === name)
