import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  type Service,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import type { Containers, ServiceRef, ServiceState } from '../../runbook/ports/containers.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { callAws } from './errors.ts'

/**
 * ECS through the SDK. Reading retries; writing has one attempt: UpdateService carries no token by which AWS
 * could recognise a repetition.
 */
export function createEcs(): Containers & { stop(): void } {
  const clients = new Map<string, ECSClient>()
  const clientFor = (region: string, maxAttempts: number): ECSClient => {
    const key = `${region} ${maxAttempts}`
    const client = clients.get(key) ?? new ECSClient({ region, maxAttempts })
    clients.set(key, client)
    return client
  }
  const reading = (region: string) => clientFor(region, 3)
  const writing = (region: string) => clientFor(region, 1)
  const abort = (signal?: AbortSignal) => (signal === undefined ? {} : { abortSignal: signal })

  return {
    async describeService(ref, signal) {
      const command = new DescribeServicesCommand({ cluster: ref.cluster, services: [ref.service] })
      const answer = await callAws('ecs:DescribeServices', ref.region, () =>
        reading(ref.region).send(command, abort(signal)),
      )
      const service = answer.services?.[0]
      if (service === undefined)
        throw new NotSent(
          'ServiceNotFound',
          `AWS knows no service ${ref.service} in ${ref.cluster} (${ref.region})`,
        )
      return toState(service)
    },
    async describeImage(ref, taskDefinition, signal) {
      const command = new DescribeTaskDefinitionCommand({ taskDefinition })
      const answer = await callAws('ecs:DescribeTaskDefinition', ref.region, () =>
        reading(ref.region).send(command, abort(signal)),
      )
      return answer.taskDefinition?.containerDefinitions?.[0]?.image ?? 'unknown'
    },
    async forceNewDeployment(ref, signal) {
      const service = await update(ref, { forceNewDeployment: true }, signal)
      const primary = service?.deployments?.find(d => d.status === 'PRIMARY')
      return { deployment: primary?.id ?? '' }
    },
    async setDesiredCount(ref, count, signal) {
      const service = await update(ref, { desiredCount: count }, signal)
      return { desired: service?.desiredCount ?? count }
    },
    stop() {
      for (const client of clients.values()) client.destroy()
    },
  }

  async function update(ref: ServiceRef, change: object, signal?: AbortSignal): Promise<Service | undefined> {
    const command = new UpdateServiceCommand({ cluster: ref.cluster, service: ref.service, ...change })
    const answer = await callAws('ecs:UpdateService', ref.region, () =>
      writing(ref.region).send(command, abort(signal)),
    )
    return answer.service
  }
}

function toState(s: Service): ServiceState {
  return {
    status: s.status ?? 'UNKNOWN',
    desired: s.desiredCount ?? 0,
    running: s.runningCount ?? 0,
    pending: s.pendingCount ?? 0,
    taskDefinition: s.taskDefinition ?? '',
    deployments: (s.deployments ?? []).map(d => ({
      id: d.id ?? '',
      status: d.status ?? '',
      ...(d.rolloutState === undefined ? {} : { rollout: d.rolloutState }),
      ...(d.rolloutStateReason === undefined ? {} : { rolloutReason: d.rolloutStateReason }),
      taskDefinition: d.taskDefinition ?? '',
      desired: d.desiredCount ?? 0,
      running: d.runningCount ?? 0,
      failed: d.failedTasks ?? 0,
      createdAt: d.createdAt?.getTime() ?? 0,
    })),
  }
}
