import type { ServiceSite } from '../../incident/policy.ts'
import type { Deployment, Revision, ServiceRef } from '../ports/containers.ts'
import { NotSent } from '../ports/faults.ts'
import { type Collected, type Investigation, type Investigator, moment } from './investigation.ts'

const eventsShown = 5

/** §4.1: what the platform says of the services, and what the last deployments changed. */
export const deployments: Investigation = {
  part: 'deployments',
  title: 'Deployments',
  async collect(given) {
    const { services } = given.plan
    if (services.length === 0) return { lines: ['The playbook names no services.'], facts: [], files: [] }
    const all = await Promise.all(services.map(s => readOne(given, s)))
    return { lines: all.flatMap(c => c.lines), facts: all.map(c => c.facts), files: [] }
  },
}

async function readOne({ ports, signal }: Investigator, site: ServiceSite): Promise<Collected> {
  const { containers } = ports
  if (containers === undefined) throw new NotSent('off', 'AWS is off (AWS_REGION is not set)', { why: 'off' })
  const state = await containers.describeService(site, signal)
  const primary = state.deployments.find(d => d.status === 'PRIMARY')
  const current = primary?.taskDefinition ?? state.taskDefinition
  const before = await findBefore(containers, site, current, signal)
  const [now, was] = await Promise.all(
    [current, before].map(td =>
      td === undefined || td === '' ? undefined : containers.describeRevision(site, td, signal),
    ),
  )
  const changed = now === undefined || was === undefined ? [] : differences(was, now)
  const events = state.events.slice(0, eventsShown)
  return {
    lines: [
      `${site.title}: ${primary === undefined ? 'no deployment' : inWords(primary)}`,
      changed.length === 0
        ? 'Against the revision before it: the same image and environment, or none to compare with'
        : `Against the revision before it: ${changed.join('; ')}`,
      ...events.map(e => `${moment(e.at)}  ${e.text.slice(0, 160)}`),
    ],
    facts: {
      service: site.service,
      revision: revisionOf(current),
      before: before === undefined ? null : revisionOf(before),
      changed,
      deployedAt: primary?.createdAt ?? null,
      events,
    },
    files: [],
  }
}

async function findBefore(
  containers: NonNullable<Investigator['ports']['containers']>,
  site: ServiceRef,
  current: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (current === '') return undefined
  const newest = await containers.listRevisions(site, current, signal)
  return newest.find(arn => Number(revisionOf(arn)) < Number(revisionOf(current)))
}

const revisionOf = (arn: string): string => arn.split(':').at(-1) ?? ''

function inWords(d: Deployment): string {
  const state = d.rollout === undefined ? '' : `, ${d.rollout.toLowerCase().replaceAll('_', ' ')}`
  return `revision ${revisionOf(d.taskDefinition)} since ${moment(d.createdAt)}${state}, ${d.running} of ${d.desired} running`
}

/** Names only: what a variable holds may be a secret. */
function differences(was: Revision, now: Revision): string[] {
  const names = (list: string[]) => list.sort().join(', ')
  const added = Object.keys(now.environment).filter(n => was.environment[n] === undefined)
  const gone = Object.keys(was.environment).filter(n => now.environment[n] === undefined)
  const other = Object.keys(now.environment).filter(
    n => was.environment[n] !== undefined && was.environment[n] !== now.environment[n],
  )
  return [
    ...(was.image === now.image ? [] : [`image ${was.image} → ${now.image}`]),
    ...(added.length === 0 ? [] : [`environment added: ${names(added)}`]),
    ...(gone.length === 0 ? [] : [`environment removed: ${names(gone)}`]),
    ...(other.length === 0 ? [] : [`environment changed: ${names(other)}`]),
  ]
}
