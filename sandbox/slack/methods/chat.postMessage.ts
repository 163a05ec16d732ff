import { checkAttachments } from '../attachments.ts'
import { withIds } from '../block-ids.ts'
import { checkBlocks } from '../block-kit.ts'
import type { Method } from '../method.ts'
import { nested, text, writable } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Attachment, Block, Message } from '../state.ts'

export const method: Method = {
  name: 'chat.postMessage',
  scopes: ['chat:write'],
  required: ['channel'],
  run(call) {
    const { state, args } = call
    const channel = writable(call)
    const words = text(args, 'text') ?? ''
    const blocks = nested<Block[]>(args, 'blocks') ?? []
    const attachments = nested<Attachment[]>(args, 'attachments') ?? []
    checkAttachments(attachments)
    if (words === '' && blocks.length === 0 && attachments.length === 0) throw new SlackRefusal('no_text')
    if (words.length > 40_000) throw new SlackRefusal('msg_too_long')
    checkBlocks(blocks, 'message')
    const thread = text(args, 'thread_ts')
    const isBroadcast = thread !== undefined && String(args.reply_broadcast) === 'true'
    const message: Message = {
      ts: state.ts(),
      user: state.botUser,
      text: words,
      blocks: withIds(state, blocks),
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(args.metadata === undefined ? {} : { metadata: nested(args, 'metadata') }),
      ...(thread === undefined ? {} : { thread_ts: thread }),
      ...(isBroadcast ? { subtype: 'thread_broadcast' as const } : {}),
    }
    channel.messages.push(message)
    return { channel: channel.id, ts: message.ts, message: { ...message, bot_id: 'B0PITCREW' } }
  },
}
