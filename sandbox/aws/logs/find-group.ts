import type { LogGroup } from '../../world/log-group.ts'
import type { World } from '../../world/world.ts'
import { AwsRefusal, type Input } from '../ecs/operation.ts'

export function findGroup({ logs }: World, region: string, input: Input): LogGroup {
  if (logs.region === region && logs.name === input.logGroupName) return logs
  throw new AwsRefusal('ResourceNotFoundException', 'The specified log group does not exist.')
}
