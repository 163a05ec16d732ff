import { listChannels } from '../list-channels.ts'
import type { Method } from '../method.ts'

export const method: Method = {
  name: 'conversations.list',
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  tier: 2,
  run: call => listChannels(call, () => true),
}
