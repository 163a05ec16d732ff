import type { Method } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import { userFacts } from '../user-facts.ts'

export const method: Method = {
  name: 'users.info',
  scopes: ['users:read'],
  tier: 4,
  required: ['user'],
  run({ state, args }) {
    const user = state.users.get(String(args.user))
    if (user === undefined) throw new SlackRefusal('user_not_found')
    return { user: userFacts(state, user) }
  },
}
