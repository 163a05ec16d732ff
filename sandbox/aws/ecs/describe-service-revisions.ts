import { AwsRefusal, type Operation } from './operation.ts'

const most = 20

/** At most twenty at once; those it does not know are named as failures. */
export const describeServiceRevisions: Operation = {
  name: 'DescribeServiceRevisions',
  run(world, region, input) {
    const arns = input.serviceRevisionArns as string[]
    if (arns.length > most) throw new AwsRefusal('InvalidParameterException', 'Too many service revisions.')
    const known = new Map<string, { taskDefinition: string; createdAt: number }>(
      Object.values(world.services)
        .filter(s => s.region === region)
        .flatMap(s =>
          s
            .history()
            .map(d => [`${s.arn.replace(':service/', ':service-revision/')}/${d.id.split('/').at(-1)}`, d]),
        ),
    )
    return {
      serviceRevisions: arns.flatMap(arn => {
        const d = known.get(arn)
        return d === undefined
          ? []
          : [{ serviceRevisionArn: arn, taskDefinition: d.taskDefinition, createdAt: d.createdAt / 1000 }]
      }),
      failures: arns.filter(arn => !known.has(arn)).map(arn => ({ arn, reason: 'MISSING' })),
    }
  },
}
