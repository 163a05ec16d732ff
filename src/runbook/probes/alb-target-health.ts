import { z } from 'zod'
import { fillSecrets } from '../secrets.ts'
import { defineProbe, off } from './define.ts'

/** §4.3 Infrastructure: every target that is in service answers its load balancer. */
export const albTargetHealth = defineProbe({
  kind: 'alb-target-health',
  params: z.strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region like eu-west-2'),
    /** The group's ARN, or `${env:NAME}` where it stands. */
    targetGroup: z.string().min(1),
  }),
  async run({ region, targetGroup }, { ports, signal }) {
    if (ports.loadBalancers === undefined) return off('AWS', 'AWS_REGION')
    const arn = fillSecrets(targetGroup, ports.secrets)
    const targets = await ports.loadBalancers.targetHealth({ region, targetGroup: arn }, signal)
    // One that leaves is no loss, one that starts is not there yet.
    const inService = targets.filter(t => t.state !== 'draining' && t.state !== 'unused')
    const healthy = inService.filter(t => t.state === 'healthy')
    const bad = inService.find(t => t.state !== 'healthy')
    const why =
      bad === undefined ? '' : `; ${bad.id} is ${bad.state}${bad.why === undefined ? '' : `: ${bad.why}`}`
    const isWell = inService.length > 0 && healthy.length === inService.length
    return {
      verdict: isWell ? 'healthy' : 'unhealthy',
      detail: `${healthy.length} of ${inService.length} targets healthy${why}`,
      evidence: { healthyTargets: { value: healthy.length }, targets: { value: inService.length } },
    }
  },
})
