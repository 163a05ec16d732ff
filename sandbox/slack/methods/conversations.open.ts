import type { Method } from '../method.ts'
import { text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.open',
  scopes: ['im:write', 'mpim:write'],
  tier: 3,
  run({ state, args, scopes }) {
    const user = text(args, 'users') ?? ''
    const known = state.users.get(user)
    if (known === undefined) throw new SlackRefusal('user_not_found')
    if (known.deleted === true) throw new SlackRefusal('user_disabled')
    if (known.bot === true) throw new SlackRefusal('cannot_dm_bot')
    if (!scopes.includes('im:write'))
      throw new SlackRefusal('missing_scope', { needed: 'im:write', provided: scopes.join(',') })
    return { channel: { id: state.direct(user).id } }
  },
}
