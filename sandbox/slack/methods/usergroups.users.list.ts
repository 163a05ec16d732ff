import type { Method } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'usergroups.users.list',
  scopes: ['usergroups:read'],
  tier: 2,
  required: ['usergroup'],
  run({ state, args }) {
    const group = state.groups.find(g => g.id === args.usergroup)
    if (group === undefined) throw new SlackRefusal('no_such_subteam')
    return { users: group.users }
  },
}
