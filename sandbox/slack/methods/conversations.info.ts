import { channelFacts } from '../channel-facts.ts'
import type { Method } from '../method.ts'
import { channelOf, needScope } from '../method.ts'

export const method: Method = {
  name: 'conversations.info',
  scopes: ['channels:read', 'groups:read', 'im:read'],
  tier: 3,
  required: ['channel'],
  run(call) {
    const channel = channelOf(call)
    needScope(call, channel, { public: ['channels:read'], private: ['groups:read'], direct: ['im:read'] })
    return { channel: channelFacts(call.state, channel) }
  },
}
