import { withIds } from './block-ids.ts'
import { checkView } from './block-kit.ts'
import { type Args, type Call, nested, text } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import type { SlackState, View } from './state.ts'

const triggerLivesMs = 3000

/** Opens a modal, or pushes it on the stack of three. A trigger works once, for three seconds. */
export function openView({ state, args }: Call, how: 'open' | 'push'): Args {
  const trigger = state.triggers.get(text(args, 'trigger_id') ?? '')
  if (trigger === undefined) throw new SlackRefusal('invalid_trigger_id')
  if (trigger.used) throw new SlackRefusal('exchanged_trigger_id')
  if (state.now() - trigger.at > triggerLivesMs) throw new SlackRefusal('expired_trigger_id')
  const given = nested<View>(args, 'view')
  if (given === undefined) throw new SlackRefusal('invalid_arguments')
  checkView(given)
  trigger.used = true
  const stack = how === 'push' ? (state.stacks.get(trigger.user) ?? []) : []
  if (how === 'push' && stack.length === 0) throw new SlackRefusal('invalid_trigger_id')
  if (stack.length >= 3) throw new SlackRefusal('push_limit_reached')
  const view = fresh(state, given, trigger.user)
  state.stacks.set(trigger.user, [...stack, view])
  return { view: shown(view) }
}

export function fresh(state: SlackState, given: View, owner: string, before?: View): View {
  const blocks = withIds(state, given.blocks, before?.blocks)
  const view = { ...given, blocks, id: state.id('V'), hash: state.id('h.'), owner, state: { values: {} } }
  return { ...view, private_metadata: given.private_metadata ?? '', callback_id: given.callback_id ?? '' }
}

export function shown({ owner: _, errors: __, ...view }: View): Args {
  return view
}
