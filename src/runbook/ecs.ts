import type { Containers, ServiceRef } from './ports/containers.ts'
import { NotSent } from './ports/faults.ts'
import type { ProductionPorts } from './probe.ts'

/** How long a call whose answer was lost may still land: until then “nothing has changed” proves nothing. */
export const landsWithinMs = 15_000

/** Milliseconds until the next look: often while people watch, less often later, for AWS' sake. */
export function lookAgainAfter(sinceClaimMs: number): number {
  if (sinceClaimMs < 60_000) return 5000
  return sinceClaimMs < 180_000 ? 10_000 : 15_000
}

export function containersOf(ports: ProductionPorts): Containers {
  if (ports.containers === undefined)
    throw new NotSent('off', 'AWS is off (AWS_REGION is not set)', { why: 'off' })
  return ports.containers
}

export function serviceTarget(p: ServiceRef): string {
  return `ecs/${p.region}/${p.cluster}/${p.service}`
}

/** arn:…:task-definition/family:41 → family:41 */
export function revisionOf(taskDefinition: string): string {
  return taskDefinition.split('/').at(-1) ?? taskDefinition
}
