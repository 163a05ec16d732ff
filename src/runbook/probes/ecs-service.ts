import { z } from 'zod'
import { serviceShape } from '../service-params.ts'
import { defineProbe, off } from './define.ts'

/** §2.1: as many tasks run as are wanted. */
export const ecsService = defineProbe({
  kind: 'ecs-service',
  params: z.strictObject(serviceShape),
  async run(ref, { ports, signal }) {
    if (ports.containers === undefined) return off('AWS', 'AWS_REGION')
    const { running, desired } = await ports.containers.describeService(ref, signal)
    const loss = desired === 0 ? 100 : Math.max(0, Math.round((1 - running / desired) * 100))
    return {
      verdict: desired > 0 && running >= desired ? 'healthy' : 'unhealthy',
      detail: `${running} of ${desired} tasks running`,
      evidence: {
        running: { value: running },
        desired: { value: desired },
        capacityLoss: { value: loss, unit: '%' },
      },
    }
  },
})
