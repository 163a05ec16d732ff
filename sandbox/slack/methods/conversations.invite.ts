import type { Method } from '../method.ts'
import { needScope, openMemberOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.invite',
  scopes: ['channels:manage', 'groups:write', 'channels:write.invites', 'groups:write.invites'],
  tier: 3,
  required: ['channel', 'users'],
  run(call) {
    const { state, args } = call
    const channel = openMemberOf(call)
    needScope(call, channel, {
      public: ['channels:manage', 'channels:write.invites'],
      private: ['groups:write', 'groups:write.invites'],
      direct: ['im:write'],
    })
    if (channel.isDirect !== undefined) throw new SlackRefusal('method_not_supported_for_channel_type')
    const users = (text(args, 'users') ?? '').split(',')
    for (const user of users) {
      const known = state.users.get(user)
      if (known === undefined || known.deleted === true) throw new SlackRefusal('user_not_found')
      if (user === state.botUser) throw new SlackRefusal('cant_invite_self')
      if (
        known.team !== undefined &&
        known.team !== state.team &&
        known.enterprise?.teams.includes(state.team) !== true
      )
        throw new SlackRefusal(known.enterprise === undefined ? 'cant_invite' : 'org_user_not_in_team')
    }
    if (users.every(u => channel.members.has(u))) throw new SlackRefusal('already_in_channel')
    for (const user of users) channel.members.add(user)
    return { channel: { id: channel.id } }
  },
}
