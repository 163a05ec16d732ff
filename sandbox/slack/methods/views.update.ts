import { checkView } from '../block-kit.ts'
import { carryInput } from '../gestures.ts'
import type { Method } from '../method.ts'
import { nested, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'
import type { View } from '../state.ts'
import { fresh, shown } from '../views.ts'

export const method: Method = {
  name: 'views.update',
  scopes: [],
  tier: 4,
  required: ['view'],
  run({ state, args }) {
    const id = text(args, 'view_id')
    for (const stack of state.stacks.values()) {
      const at = stack.findIndex(v => v.id === id)
      const before = stack[at]
      if (before === undefined) continue
      if (args.hash !== undefined && args.hash !== before.hash) throw new SlackRefusal('hash_conflict')
      const given = nested<View>(args, 'view')
      if (given === undefined) throw new SlackRefusal('invalid_arguments')
      checkView(given)
      const view = { ...fresh(state, given, before.owner, before), id: before.id }
      view.state.values = carryInput(before, view)
      stack[at] = view
      return { view: shown(view) }
    }
    throw new SlackRefusal('not_found')
  },
}
