import { z } from 'zod'
import type { ServiceState } from '../../runbook/ports/containers.ts'

const count = z.number().int().min(0)
const deploymentSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  rolloutState: z.string().optional(),
  rolloutStateReason: z.string().optional(),
  taskDefinition: z.string().default(''),
  desiredCount: count,
  runningCount: count,
  failedTasks: count.default(0),
  createdAt: z.date(),
})
const serviceSchema = z.object({
  status: z.string(),
  desiredCount: count,
  runningCount: count,
  pendingCount: count.default(0),
  // Absent where something other than ECS deploys.
  taskDefinition: z.string().default(''),
  deploymentController: z.object({ type: z.string() }).default({ type: 'ECS' }),
  schedulingStrategy: z.string().default('REPLICA'),
  deployments: z.array(deploymentSchema).default([]),
  events: z.array(z.object({ createdAt: z.date(), message: z.string() })).catch([]),
})

/** AWS' service → the port's. A count that is missing is not taken for zero: it throws `malformed`. */
export function toServiceState(given: unknown): ServiceState {
  const parsed = serviceSchema.safeParse(given)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? ''
    throw Object.assign(new Error(`unexpected ${path || 'service'}`), { name: 'malformed' })
  }
  const s = parsed.data
  return {
    status: s.status,
    desired: s.desiredCount,
    running: s.runningCount,
    pending: s.pendingCount,
    taskDefinition: s.taskDefinition,
    controller: s.deploymentController.type,
    scheduling: s.schedulingStrategy,
    events: s.events.map(e => ({ at: e.createdAt.getTime(), text: e.message })),
    deployments: s.deployments.map(d => ({
      id: d.id,
      status: d.status,
      ...(d.rolloutState === undefined ? {} : { rollout: d.rolloutState }),
      ...(d.rolloutStateReason === undefined ? {} : { rolloutReason: d.rolloutStateReason }),
      taskDefinition: d.taskDefinition,
      desired: d.desiredCount,
      running: d.runningCount,
      failed: d.failedTasks,
      createdAt: d.createdAt.getTime(),
    })),
  }
}
