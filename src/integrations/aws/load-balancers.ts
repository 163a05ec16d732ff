import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { LoadBalancers, TargetGroupRef } from '../../runbook/ports/load-balancers.ts'
import { createClients } from './clients.ts'
import { callAws } from './errors.ts'

/** Elastic Load Balancing through the SDK; only read. */
export function createLoadBalancers(): LoadBalancers & { stop(): void } {
  const clients = createClients(config => new ElasticLoadBalancingV2Client(config))
  const call = (operation: string, { region }: TargetGroupRef) => ({
    operation: `elasticloadbalancing:${operation}`,
    region,
    changes: false,
  })
  return {
    targetHealth(ref, signal) {
      const command = new DescribeTargetHealthCommand({ TargetGroupArn: ref.targetGroup })
      return callAws(call('DescribeTargetHealth', ref), async () => {
        const answer = await clients
          .reading(ref.region)
          .send(command, signal === undefined ? {} : { abortSignal: signal })
        return (answer.TargetHealthDescriptions ?? []).map(({ Target: target, TargetHealth: health }) => {
          const why = health?.Description ?? health?.Reason
          return {
            id: target?.Id ?? 'unknown',
            port: target?.Port,
            state: health?.State ?? 'unavailable',
            ...(why === undefined ? {} : { why }),
          }
        })
      })
    },
    stop: clients.stop,
  }
}
