import type { Method } from '../method.ts'
import { channelOf } from '../method.ts'

export const method: Method = {
  name: 'conversations.join',
  scopes: ['channels:join'],
  tier: 3,
  required: ['channel'],
  run(call) {
    const channel = channelOf(call)
    channel.members.add(call.state.botUser)
    return { channel: { id: channel.id, name: channel.name } }
  },
}
