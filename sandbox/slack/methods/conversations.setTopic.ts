import type { Method } from '../method.ts'
import { needScope, openMemberOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.setTopic',
  scopes: ['channels:manage', 'groups:write', 'channels:write.topic', 'groups:write.topic'],
  tier: 2,
  required: ['channel', 'topic'],
  run(call) {
    const channel = openMemberOf(call)
    needScope(call, channel, {
      public: ['channels:manage', 'channels:write.topic'],
      private: ['groups:write', 'groups:write.topic'],
      direct: ['im:write', 'im:write.topic'],
    })
    const topic = text(call.args, 'topic') ?? ''
    if (channel.isDirect !== undefined) throw new SlackRefusal('method_not_supported_for_channel_type')
    if (topic.length > 250) throw new SlackRefusal('too_long')
    channel.topic = topic
    return { channel: { id: channel.id } }
  },
}
