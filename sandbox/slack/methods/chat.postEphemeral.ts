import { withIds } from '../block-ids.ts'
import { checkBlocks } from '../block-kit.ts'
import type { Method } from '../method.ts'
import { nested, openMemberOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Block } from '../state.ts'

export const method: Method = {
  name: 'chat.postEphemeral',
  scopes: ['chat:write'],
  tier: 4,
  required: ['channel', 'user'],
  run(call) {
    const { state, args } = call
    // `chat:write.public` does not help here: the bot must be a member.
    const channel = openMemberOf(call)
    const user = text(args, 'user') ?? ''
    if (!channel.members.has(user)) throw new SlackRefusal('user_not_in_channel')
    const blocks = nested<Block[]>(args, 'blocks') ?? []
    checkBlocks(blocks, 'message')
    const ts = state.ts()
    const thread = text(args, 'thread_ts')
    const said = { ts, user: state.botUser, text: text(args, 'text') ?? '', only: user }
    const message = { ...said, ...(thread === undefined ? {} : { thread_ts: thread }) }
    channel.messages.push({ ...message, blocks: withIds(state, blocks) })
    return { message_ts: ts }
  },
}
