import type { Method } from '../method.ts'
import { text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.open',
  scopes: ['im:write'],
  tier: 3,
  run({ state, args }) {
    const user = text(args, 'users') ?? ''
    if (!state.users.has(user)) throw new SlackRefusal('user_not_found')
    return { channel: { id: state.direct(user).id } }
  },
}
