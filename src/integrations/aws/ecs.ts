import { createHash } from 'node:crypto'
import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTaskDefinitionsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import type { Containers, PastDeployment, ServiceRef, ServiceState } from '../../runbook/ports/containers.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { createClients } from './clients.ts'
import { callAws } from './errors.ts'
import { toServiceState } from './service-state.ts'

/** As many as one answer of a list holds. */
const most = 100
/** As many as AWS describes at once. */
const mostRevisions = 20

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
        const { containerDefinitions, registeredAt, status } = answer.taskDefinition ?? {}
        return {
          isActive: status !== 'INACTIVE' && status !== 'DELETE_IN_PROGRESS',
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
        maxResults: most,
      })
      return callAws(call('ListTaskDefinitions', ref), async () => {
        const answer = await clients.reading(ref.region).send(command, abort(signal))
        // The prefix is one of families: `api` also finds `api-worker`.
        return (answer.taskDefinitionArns ?? []).filter(arn => arn.includes(`/${family}:`))
      })
    },
    async listDeployments(ref, signal) {
      const list = new ListServiceDeploymentsCommand({
        cluster: ref.cluster,
        service: ref.service,
        maxResults: most,
      })
      const { serviceDeployments = [] } = await callAws(call('ListServiceDeployments', ref), () =>
        clients.reading(ref.region).send(list, abort(signal)),
      )
      const arns = [...new Set(serviceDeployments.flatMap(d => d.targetServiceRevisionArn ?? []))]
      const revisions = new Map<string, string>()
      for (let n = 0; n < arns.length; n += mostRevisions) {
        const command = new DescribeServiceRevisionsCommand({
          serviceRevisionArns: arns.slice(n, n + mostRevisions),
        })
        const page = await callAws(call('DescribeServiceRevisions', ref), () =>
          clients.reading(ref.region).send(command, abort(signal)),
        )
        for (const { serviceRevisionArn, taskDefinition } of page.serviceRevisions ?? [])
          if (serviceRevisionArn !== undefined && taskDefinition !== undefined)
            revisions.set(serviceRevisionArn, taskDefinition)
      }
      return serviceDeployments
        .flatMap(({ targetServiceRevisionArn, status, createdAt }): PastDeployment[] => {
          const taskDefinition = revisions.get(targetServiceRevisionArn ?? '')
          return taskDefinition === undefined || createdAt === undefined
            ? []
            : [{ taskDefinition, status: status ?? 'UNKNOWN', at: createdAt.getTime() }]
        })
        .sort((a, b) => b.at - a.at)
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
