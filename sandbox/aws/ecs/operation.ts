import type { EcsService } from '../../world/service.ts'
import type { World } from '../../world/world.ts'

export type Input = Record<string, unknown>
export type Operation = { name: string; run(world: World, region: string, input: Input): object }

export class AwsRefusal extends Error {
  readonly status: number
  readonly word: string
  constructor(word: string, message: string, status = 400) {
    super(message)
    this.word = word
    this.status = status
  }
}

export function findService(world: World, region: string, input: Input, name: unknown): EcsService {
  const cluster = String(input.cluster ?? 'default')
  if (!Object.values(world.services).some(s => s.region === region && s.cluster === cluster))
    throw new AwsRefusal('ClusterNotFoundException', 'Cluster not found.')
  const service = world.find(region, cluster, String(name))
  if (service === undefined) throw new AwsRefusal('ServiceNotFoundException', 'Service not found.')
  return service
}

/** A service as DescribeServices and UpdateService answer it; times are epoch seconds. */
export function describe(s: EcsService): object {
  return {
    serviceName: s.name,
    serviceArn: s.arn,
    status: 'ACTIVE',
    launchType: 'FARGATE',
    schedulingStrategy: s.kind.scheduling,
    deploymentController: { type: s.kind.controller },
    desiredCount: s.desired(),
    runningCount: s.running(),
    pendingCount: Math.max(0, s.desired() - s.running()),
    taskDefinition: s.taskDefinition(),
    deployments: s.deployments().map(d => ({ ...d, createdAt: d.createdAt / 1000, failedTasks: 0 })),
    events: s.events().map(e => ({ ...e, createdAt: e.createdAt / 1000 })),
  }
}
