import type { Method } from '../method.ts'
import { channelOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.setTopic',
  scopes: ['channels:manage', 'groups:write', 'channels:write.topic', 'groups:write.topic'],
  tier: 2,
  required: ['channel', 'topic'],
  run(call) {
    const channel = channelOf(call)
    const topic = text(call.args, 'topic') ?? ''
    if (!channel.members.has(call.state.botUser)) throw new SlackRefusal('not_in_channel')
    if (topic.length > 250) throw new SlackRefusal('too_long')
    channel.topic = topic
    return { channel: { id: channel.id } }
  },
}
