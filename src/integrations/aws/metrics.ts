import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch'
import type { Metrics } from '../../runbook/ports/metrics.ts'
import { createClients } from './clients.ts'
import { callAws } from './errors.ts'

const names = { cpu: 'CPUUtilization', memory: 'MemoryUtilization' } as const

/** CloudWatch through the SDK. AWS/ECS knows a service by its cluster and its name together, never by one alone. */
export function createMetricsReader(): Metrics & { stop(): void } {
  const clients = createClients(config => new CloudWatchClient(config))
  const call = (operation: string, region: string) => ({
    operation: `cloudwatch:${operation}`,
    region,
    changes: false,
  })
  return {
    usage({ region, cluster, service }, { metric, from, to, periodMs }, signal) {
      const command = new GetMetricStatisticsCommand({
        Namespace: 'AWS/ECS',
        MetricName: names[metric],
        Dimensions: [
          { Name: 'ClusterName', Value: cluster },
          { Name: 'ServiceName', Value: service },
        ],
        StartTime: new Date(from),
        EndTime: new Date(to),
        Period: Math.round(periodMs / 1000),
        Statistics: ['Average', 'Maximum'],
      })
      return callAws(call('GetMetricStatistics', region), async () => {
        const options = signal === undefined ? {} : { abortSignal: signal }
        const { Datapoints = [] } = await clients.reading(region).send(command, options)
        return Datapoints.flatMap(({ Timestamp, Average, Maximum }) =>
          Timestamp === undefined || Average === undefined
            ? []
            : [{ at: Timestamp.getTime(), average: Average, maximum: Maximum ?? Average }],
        ).sort((a, b) => a.at - b.at)
      })
    },
    stop: clients.stop,
  }
}
