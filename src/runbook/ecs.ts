import type { Containers, ServiceRef } from './ports/containers.ts'
import { NotSent } from './ports/faults.ts'
import type { ProductionPorts } from './probe.ts'

/** Often enough to be watched, rarely enough for AWS. */
export const lookAgainMs = 5000

export function containersOf(ports: ProductionPorts): Containers {
  if (ports.containers === undefined) throw new NotSent('off', 'AWS is off (AWS_REGION is not set)')
  return ports.containers
}

export function serviceTarget(p: ServiceRef): string {
  return `ecs/${p.region}/${p.cluster}/${p.service}`
}

/** arn:…:task-definition/family:41 → family:41 */
export function revisionOf(taskDefinition: string): string {
  return taskDefinition.split('/').at(-1) ?? taskDefinition
}
