import { AwsRefusal, type Operation } from '../ecs/operation.ts'
import { findGroup } from './find-group.ts'

export const putRetentionPolicy: Operation = {
  name: 'PutRetentionPolicy',
  run(world, region, input) {
    const days = Number(input.retentionInDays)
    if (!Number.isInteger(days) || days < 1)
      throw new AwsRefusal('InvalidParameterException', 'retentionInDays')
    findGroup(world, region, input).keep(days)
    return {}
  },
}
