import { AwsRefusal, describe, findService, type Operation } from './operation.ts'

export const describeServices: Operation = {
  name: 'DescribeServices',
  run(world, region, input) {
    const names = input.services as string[]
    const services: object[] = []
    const failures: object[] = []
    for (const name of names)
      try {
        services.push(describe(findService(world, region, input, name)))
      } catch (error) {
        if (!(error instanceof AwsRefusal) || error.word !== 'ServiceNotFoundException') throw error
        failures.push({ arn: name, reason: 'MISSING' })
      }
    return { services, failures }
  },
}
