import type { Operation } from '../ecs/operation.ts'
import { findGroup } from './find-group.ts'

export const deleteRetentionPolicy: Operation = {
  name: 'DeleteRetentionPolicy',
  run(world, region, input) {
    findGroup(world, region, input).keep(undefined)
    return {}
  },
}
