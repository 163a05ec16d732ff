import { checkView } from '../block-kit.ts'
import type { Method } from '../method.ts'
import { nested, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import type { View } from '../state.ts'
import { fresh, shown } from '../views.ts'

export const method: Method = {
  name: 'views.publish',
  scopes: [],
  tier: 4,
  required: ['user_id', 'view'],
  run({ state, args }) {
    const user = text(args, 'user_id') ?? ''
    if (!state.users.has(user)) throw new SlackRefusal('user_not_found')
    const given = nested<View>(args, 'view')
    if (given === undefined || given.type !== 'home') throw new SlackRefusal('invalid_arguments')
    checkView(given)
    const before = state.homes.get(user)
    if (args.hash !== undefined && args.hash !== before?.hash) throw new SlackRefusal('hash_conflict')
    const view = { ...fresh(state, given, user, before), ...(before === undefined ? {} : { id: before.id }) }
    state.homes.set(user, view)
    return { view: shown(view) }
  },
}
