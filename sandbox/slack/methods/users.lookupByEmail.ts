import type { Method } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import { userFacts } from '../user-facts.ts'

export const method: Method = {
  name: 'users.lookupByEmail',
  scopes: ['users:read.email'],
  tier: 3,
  required: ['email'],
  run({ state, args }) {
    const user = [...state.users.values()].find(u => u.email === args.email && u.deleted !== true)
    if (user === undefined) throw new SlackRefusal('users_not_found')
    return { user: userFacts(state, user) }
  },
}
