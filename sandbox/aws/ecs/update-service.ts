import { AwsRefusal, describe, findService, type Operation } from './operation.ts'

export const updateService: Operation = {
  name: 'UpdateService',
  run(world, region, input) {
    const service = findService(world, region, input, input.service)
    const count = input.desiredCount
    if (count !== undefined && (!Number.isInteger(count) || Number(count) < 0))
      throw new AwsRefusal('InvalidParameterException', 'desiredCount must be a non-negative integer.')
    if (count !== undefined) service.scale(Number(count))
    if (input.forceNewDeployment === true) service.redeploy()
    return { service: describe(service) }
  },
}
