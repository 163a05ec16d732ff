import type { Method } from '../method.ts'
import { channelOf } from '../method.ts'

export const method: Method = {
  name: 'conversations.info',
  scopes: ['channels:read', 'groups:read', 'im:read'],
  tier: 3,
  required: ['channel'],
  run(call) {
    const c = channelOf(call)
    return {
      channel: {
        id: c.id,
        name: c.name,
        creator: c.creator,
        is_private: c.isPrivate,
        is_archived: c.archived,
        is_member: c.members.has(call.state.botUser),
        topic: { value: c.topic },
      },
    }
  },
}
