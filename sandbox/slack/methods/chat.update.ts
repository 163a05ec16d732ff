import { withIds } from '../block-ids.ts'
import { checkBlocks } from '../block-kit.ts'
import type { Method } from '../method.ts'
import { channelOf, nested, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Block } from '../state.ts'

export const method: Method = {
  name: 'chat.update',
  scopes: ['chat:write'],
  tier: 3,
  required: ['channel', 'ts'],
  run(call) {
    const { state, args } = call
    const channel = channelOf(call)
    if (channel.archived) throw new SlackRefusal('is_inactive')
    const message = channel.messages.find(m => m.ts === args.ts && m.only === undefined)
    if (message === undefined) throw new SlackRefusal('message_not_found')
    if (message.user !== state.botUser) throw new SlackRefusal('cant_update_message')
    const blocks = nested<Block[]>(args, 'blocks') ?? message.blocks
    checkBlocks(blocks, 'message')
    message.blocks = withIds(state, blocks, message.blocks)
    message.text = text(args, 'text') ?? message.text
    message.edited = true
    return { channel: args.channel, ts: message.ts, text: message.text }
  },
}
