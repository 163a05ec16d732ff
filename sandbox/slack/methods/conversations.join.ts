import { channelFacts } from '../channel-facts.ts'
import type { Method } from '../method.ts'
import { channelOf } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.join',
  scopes: ['channels:join'],
  tier: 3,
  required: ['channel'],
  run(call) {
    const channel = channelOf(call)
    if (channel.isPrivate) throw new SlackRefusal('method_not_supported_for_channel_type')
    if (channel.archived) throw new SlackRefusal('is_archived')
    channel.members.add(call.state.botUser)
    return { channel: channelFacts(call.state, channel) }
  },
}
