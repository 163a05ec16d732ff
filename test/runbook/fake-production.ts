import type { Containers, Deployment, ServiceState } from '../../src/runbook/ports/containers.ts'
import type { Database } from '../../src/runbook/ports/database.ts'
import type { Ctx, ProductionPorts } from '../../src/runbook/probe.ts'

export const ref = { region: 'eu-west-2', cluster: 'prod', service: 'api' }
export const revision = 'arn:aws:ecs:eu-west-2:123456789012:task-definition/api:41'
export const claimedAt = Date.UTC(2025, 0, 20, 14, 32)

export function deployment(more: Partial<Deployment> = {}): Deployment {
  return {
    id: 'd1',
    status: 'PRIMARY',
    rollout: 'COMPLETED',
    taskDefinition: revision,
    desired: 4,
    running: 4,
    failed: 0,
    createdAt: claimedAt - 86_400_000,
    ...more,
  }
}

export function serviceState(more: Partial<ServiceState> = {}): ServiceState {
  return {
    status: 'ACTIVE',
    desired: 4,
    running: 4,
    pending: 0,
    taskDefinition: revision,
    controller: 'ECS',
    scheduling: 'REPLICA',
    deployments: [deployment()],
    events: [],
    ...more,
  }
}

/** A container platform that shows what it is told to show, and remembers what it was told to do. */
export function fakeContainers(shown: ServiceState) {
  const calls: string[] = []
  const containers: Containers = {
    describeService: async () => shown,
    describeRevision: async (_, td) => ({
      isActive: true,
      image: `registry.example/api:v${td.split(':').at(-1)}`,
      registeredAt: claimedAt - 3 * 86_400_000,
      environment: {},
    }),
    listDeployments: async () =>
      [41, 40].map((n, age) => ({
        taskDefinition: revision.replace(/41$/, String(n)),
        status: 'SUCCESSFUL',
        at: claimedAt - (age + 1) * 86_400_000,
      })),
    listRevisions: async () => [42, 41, 40].map(n => revision.replace(/41$/, String(n))),
    async setRevision(_, td) {
      calls.push(`revision ${td.split(':').at(-1)}`)
      return { deployment: 'd2' }
    },
    async forceNewDeployment() {
      calls.push('force')
      return { deployment: 'd2' }
    },
    async setDesiredCount(_, count) {
      calls.push(`scale ${count}`)
      return { desired: count }
    },
  }
  return { containers, calls }
}

/** `afterMs`: how long after the claim it is now. */
export function ctxWith(ports: Partial<ProductionPorts>, afterMs = 0): Ctx {
  const none = () => Promise.reject(new Error('no endpoint was expected'))
  const endpoints = { get: none, send: none }
  return { ports: { endpoints, ...ports }, signal: new AbortController().signal, now: claimedAt + afterMs }
}

export const seeing = (shown: Partial<ServiceState>, afterMs = 0): Ctx =>
  ctxWith({ containers: fakeContainers(serviceState(shown)).containers }, afterMs)

/** A database that answers only what it is told to answer. */
export function fakeDatabase(answers: Partial<Database>): Database {
  const none = () => Promise.reject(new Error('no question was expected'))
  return {
    ping: none,
    countConnections: none,
    slowStatements: none,
    listRunning: none,
    listBlocked: none,
    read: none,
    ...answers,
  }
}
