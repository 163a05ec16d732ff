import { AwsRefusal, type Operation } from '../ecs/operation.ts'

type Dimension = { Name?: string; Value?: string }
const mostPoints = 1440

/**
 * AWS/ECS publishes a service's metrics under its cluster and its name together: asked for one of them
 * alone it finds nothing, and says nothing of it.
 */
export const getMetricStatistics: Operation = {
  name: 'GetMetricStatistics',
  run(world, region, input) {
    const period = Number(input.Period)
    if (!Number.isInteger(period) || period < 1)
      throw new AwsRefusal('InvalidParameterValue', 'The parameter Period must be a positive number.')
    const [from, to] = [Number(input.StartTime) * 1000, Number(input.EndTime) * 1000]
    if ((to - from) / 1000 / period > mostPoints)
      throw new AwsRefusal('InvalidParameterCombination', 'You have requested up to too many datapoints.')
    const dimensions = Object.fromEntries(
      ((input.Dimensions ?? []) as Dimension[]).map(d => [d.Name, d.Value]),
    )
    const service = world.find(region, dimensions.ClusterName ?? '', dimensions.ServiceName ?? '')
    const name = String(input.MetricName)
    const isKnown = input.Namespace === 'AWS/ECS' && world.metrics.isKnown(name)
    const points =
      service === undefined || !isKnown || world.withoutMetrics
        ? []
        : world.metrics.points(name, from, to, period * 1000)
    return {
      Label: name,
      // In no order, as the real one answers.
      Datapoints: points.toReversed().map(p => ({
        Timestamp: p.at / 1000,
        Average: p.average,
        Maximum: p.maximum,
        Unit: 'Percent',
      })),
    }
  },
}
