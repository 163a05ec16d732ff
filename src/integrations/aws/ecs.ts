import { createHash } from 'node:crypto'
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import type { Containers, ServiceRef, ServiceState } from '../../runbook/ports/containers.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { createClients } from './clients.ts'
import { callAws } from './errors.ts'
import { toServiceState } from './service-state.ts'

/** ECS through the SDK. Reading retries; writing is sent once and may end as `Ambiguous`. */
export function createEcs(): Containers & { stop(): void } {
  const clients = createClients(config => new ECSClient(config))
  const abort = (signal?: AbortSignal) => (signal === undefined ? {} : { abortSignal: signal })
  const call = (operation: string, { region }: ServiceRef, changes = false) => ({
    operation: `ecs:${operation}`,
    region,
    changes,
  })

  return {
    describeService(ref, signal) {
      const command = new DescribeServicesCommand({ cluster: ref.cluster, services: [ref.service] })
      return callAws(call('DescribeServices', ref), async () => {
        const answer = await clients.reading(ref.region).send(command, abort(signal))
        if (answer.failures?.some(f => f.reason === 'MISSING')) throw missing(ref)
        return toServiceState(answer.services?.[0])
      })
    },
    describeRevision(ref, taskDefinition, signal) {
      const command = new DescribeTaskDefinitionCommand({ taskDefinition })
      return callAws(call('DescribeTaskDefinition', ref), async () => {
        const answer = await clients.reading(ref.region).send(command, abort(signal))
        const { containerDefinitions, registeredAt } = answer.taskDefinition ?? {}
        return {
          image: containerDefinitions?.[0]?.image ?? 'unknown',
          environment: Object.fromEntries(
            (containerDefinitions ?? []).flatMap(c =>
              (c.environment ?? []).map(v => [v.name ?? '', digest(v.value ?? '')]),
            ),
          ),
          ...(registeredAt === undefined ? {} : { registeredAt: registeredAt.getTime() }),
        }
      })
    },
    listRevisions(ref, taskDefinition, signal) {
      const family = taskDefinition.split('/').at(-1)?.split(':')[0] ?? ''
      const command = new ListTaskDefinitionsCommand({
        familyPrefix: family,
        status: 'ACTIVE',
        sort: 'DESC',
        maxResults: 20,
      })
      return callAws(call('ListTaskDefinitions', ref), async () => {
        const answer = await clients.reading(ref.region).send(command, abort(signal))
        // The prefix is one of families: `api` also finds `api-worker`.
        return (answer.taskDefinitionArns ?? []).filter(arn => arn.includes(`/${family}:`))
      })
    },
    forceNewDeployment: (ref, signal) => update(ref, { forceNewDeployment: true }, signal, newest),
    setRevision: (ref, taskDefinition, signal) => update(ref, { taskDefinition }, signal, newest),
    setDesiredCount: (ref, count, signal) =>
      update(ref, { desiredCount: count }, signal, s => ({ desired: s.desired })),
    stop: clients.stop,
  }

  /** What cannot be read from the answer is ambiguous too: the change itself was sent. */
  function update<T>(
    ref: ServiceRef,
    change: { forceNewDeployment: true } | { desiredCount: number } | { taskDefinition: string },
    signal: AbortSignal | undefined,
    read: (state: ServiceState) => T,
  ): Promise<T> {
    const command = new UpdateServiceCommand({ cluster: ref.cluster, service: ref.service, ...change })
    return callAws(call('UpdateService', ref, true), async () => {
      const answer = await clients.writing(ref.region).send(command, abort(signal))
      return read(toServiceState(answer.service))
    })
  }
}

/** Values stay here: what leaves is enough to see that one changed. */
const digest = (value: string) => createHash('sha256').update(value).digest('hex').slice(0, 16)

function newest(s: ServiceState): { deployment: string } {
  const primary = s.deployments.find(d => d.status === 'PRIMARY')
  if (primary === undefined) throw new Error('the answer names no new deployment')
  return { deployment: primary.id }
}

function missing({ service, cluster, region }: ServiceRef): NotSent {
  return new NotSent('ServiceNotFound', `AWS knows no service ${service} in ${cluster} (${region})`)
}
