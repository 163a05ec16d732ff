import type { Method } from '../method.ts'
import { nested, openMemberOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'files.completeUploadExternal',
  scopes: ['files:write'],
  tier: 4,
  required: ['files'],
  run(call) {
    const { state, args } = call
    // Without a channel the files stay private: nobody but the bot sees them.
    const channel = text(args, 'channel_id') === undefined ? undefined : openMemberOf(call, 'channel_id')
    const wanted = nested<{ id: string; title?: string }[]>(args, 'files') ?? []
    const files = wanted.map(w => {
      const file = state.files.get(w.id)
      if (file === undefined) throw new SlackRefusal('file_not_found')
      file.title = w.title ?? file.title
      return file
    })
    const thread = text(args, 'thread_ts')
    channel?.messages.push({
      ts: state.ts(),
      user: state.botUser,
      text: text(args, 'initial_comment') ?? '',
      blocks: [],
      files,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    })
    return { files }
  },
}
