import { z } from 'zod'
import { serviceShape } from '../service-params.ts'
import { defineProbe, off } from './define.ts'

/** §2.1: as many tasks run as are wanted, and some are wanted. */
export const ecsService = defineProbe({
  kind: 'ecs-service',
  params: z.strictObject(serviceShape),
  async run(ref, { ports, signal }) {
    if (ports.containers === undefined) return off('AWS', 'AWS_REGION')
    const { status, running, desired } = await ports.containers.describeService(ref, signal)
    const isActive = status === 'ACTIVE'
    return {
      verdict: isActive && desired > 0 && running >= desired ? 'healthy' : 'unhealthy',
      detail: `${running} of ${desired} tasks running${isActive ? '' : `, the service is ${status}`}`,
      evidence: {
        running: { value: running },
        desired: { value: desired },
        capacityLoss: { value: lossOf(running, desired), unit: '%' },
      },
    }
  },
})

/** Missing capacity in per cent, to one decimal: a rule such as “> 50 %” must not be lost to rounding. */
function lossOf(running: number, desired: number): number {
  if (desired === 0) return 100
  return Math.max(0, Math.round((1 - running / desired) * 1000) / 10)
}
