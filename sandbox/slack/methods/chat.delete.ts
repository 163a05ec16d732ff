import type { Method } from '../method.ts'
import { channelOf } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'chat.delete',
  scopes: ['chat:write'],
  tier: 3,
  required: ['channel', 'ts'],
  run(call) {
    const { state, args } = call
    const channel = channelOf(call)
    const message = channel.messages.find(m => m.ts === args.ts && m.only === undefined)
    if (message === undefined) throw new SlackRefusal('message_not_found')
    if (message.user !== state.botUser) throw new SlackRefusal('cant_delete_message')
    channel.messages.splice(channel.messages.indexOf(message), 1)
    return { channel: args.channel, ts: message.ts }
  },
}
