import type { Policy, ServiceSite } from '../../incident/policy.ts'
import { NotSent } from '../ports/faults.ts'
import type { UsagePoint } from '../ports/metrics.ts'
import { type Collected, type Investigation, type Investigator, moment } from './investigation.ts'

const periodMs = 300_000

/** §4.1: CPU and memory, average and maximum, as a picture with the deployments drawn in. */
export const usage: Investigation = {
  part: 'usage',
  title: 'CPU and memory',
  async collect(given) {
    const { services } = given.plan
    if (services.length === 0) return { lines: ['The playbook names no services.'], facts: [], files: [] }
    const all = await Promise.all(services.map((s, n) => readOne(given, s, n)))
    return {
      lines: all.flatMap(c => c.lines),
      facts: all.map(c => c.facts),
      files: all.flatMap(c => c.files),
    }
  },
}

async function readOne(given: Investigator, site: ServiceSite, n: number): Promise<Collected> {
  const { ports, signal, now, plan, stem, policy } = given
  const { metrics, charts, containers } = ports
  if (metrics === undefined) throw new NotSent('off', 'AWS is off (AWS_REGION is not set)', { why: 'off' })
  const from = now - plan.withinMs
  const [cpu, memory, service] = await Promise.all([
    metrics.usage(site, { metric: 'cpu', from, to: now, periodMs }, signal),
    metrics.usage(site, { metric: 'memory', from, to: now, periodMs }, signal),
    // A picture without deployments is better than none.
    containers?.describeService(site, signal).catch(() => undefined),
  ])
  const facts = { service: site.service, cluster: site.cluster, region: site.region, cpu, memory }
  if (cpu.length + memory.length === 0)
    return {
      lines: [`${site.title}: no data points since ${moment(from)}; nothing can be told`],
      facts,
      files: [],
    }
  const deployments = (service?.deployments ?? [])
    .filter(d => d.createdAt >= from)
    .map(d => ({ at: d.createdAt, label: `revision ${d.taskDefinition.split(':').at(-1)}` }))
  const chart = {
    title: site.title,
    timezone: zone(policy),
    from,
    to: now,
    series: [
      { name: 'CPU', points: cpu },
      { name: 'Memory', points: memory },
    ],
    deployments,
  }
  const png = await charts?.drawUsage(chart, signal)
  return {
    lines: [`${site.title}: ${inWords('CPU', cpu)}; ${inWords('memory', memory)}`],
    facts,
    files:
      png === undefined
        ? []
        : [{ name: `${stem}-usage-${n + 1}.png`, title: `CPU and memory: ${site.title}`, content: png }],
  }
}

const zone = (policy: Policy) => policy.timezone

function inWords(name: string, points: UsagePoint[]): string {
  if (points.length === 0) return `${name} without data points`
  const average = points.reduce((sum, p) => sum + p.average, 0) / points.length
  const peak = points.reduce((a, b) => (b.maximum > a.maximum ? b : a))
  return `${name} ${average.toFixed(0)} % on average, at most ${peak.maximum.toFixed(0)} % (${moment(peak.at)})`
}
