import type { EcsService } from '../../world/service.ts'
import { AwsRefusal, describe, findService, type Operation } from './operation.ts'

export const updateService: Operation = {
  name: 'UpdateService',
  run(world, region, input) {
    const service = findService(world, region, input, input.service)
    const count = input.desiredCount
    if (count !== undefined && (!Number.isInteger(count) || Number(count) < 0))
      throw new AwsRefusal('InvalidParameterException', 'desiredCount must be a non-negative integer.')
    if (count !== undefined && service.kind.scheduling === 'DAEMON')
      throw new AwsRefusal(
        'InvalidParameterException',
        'The daemon scheduling strategy does not support a desired count.',
      )
    if (count === undefined && service.kind.controller !== 'ECS')
      throw new AwsRefusal(
        'InvalidParameterException',
        'Unable to update the service with this deployment controller.',
      )
    if (count !== undefined) service.scale(Number(count))
    const revision =
      input.taskDefinition === undefined ? undefined : revisionOf(service, input.taskDefinition)
    if (revision !== undefined) service.redeploy(revision)
    else if (input.forceNewDeployment === true) service.redeploy()
    return { service: describe(service) }
  },
}

function revisionOf(service: EcsService, given: unknown): number {
  const number = Number(String(given).split(':').at(-1))
  if (!String(given).startsWith(service.family) || !service.revisions.some(r => r.number === number))
    throw new AwsRefusal('ClientException', 'TaskDefinition not found.')
  return number
}
