import type { Method } from '../method.ts'
import { channelOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.invite',
  scopes: ['channels:manage', 'groups:write', 'channels:write.invites', 'groups:write.invites'],
  tier: 3,
  required: ['channel', 'users'],
  run(call) {
    const { state, args } = call
    const channel = channelOf(call)
    if (channel.archived) throw new SlackRefusal('is_archived')
    if (!channel.members.has(state.botUser)) throw new SlackRefusal('not_in_channel')
    const users = (text(args, 'users') ?? '').split(',')
    for (const user of users) {
      const known = state.users.get(user)
      if (known === undefined || known.deleted === true) throw new SlackRefusal('user_not_found')
      if (user === state.botUser) throw new SlackRefusal('cant_invite_self')
    }
    if (users.every(u => channel.members.has(u))) throw new SlackRefusal('already_in_channel')
    for (const user of users) channel.members.add(user)
    return { channel: { id: channel.id } }
  },
}
