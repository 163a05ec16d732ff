import { listChannels } from '../list-channels.ts'
import { type Method, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

/** The conversations that somebody is a member of; without a name, the app itself. */
export const method: Method = {
  name: 'users.conversations',
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  tier: 3,
  run(call) {
    const { state, args } = call
    const user = text(args, 'user') ?? state.botUser
    if (!state.users.has(user)) throw new SlackRefusal('user_not_found')
    return listChannels(call, c => c.members.has(user))
  },
}
