import { channelFacts } from '../channel-facts.ts'
import type { Method } from '../method.ts'
import { text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.create',
  scopes: ['channels:manage', 'groups:write'],
  tier: 2,
  required: ['name'],
  run({ state, args, scopes }) {
    const name = text(args, 'name') ?? ''
    if (name.length > 80) throw new SlackRefusal('invalid_name_maxlength')
    if (!/^[a-z0-9_-]+$/.test(name)) throw new SlackRefusal('invalid_name_specials')
    const isPrivate = String(args.is_private) === 'true'
    const needed = isPrivate ? 'groups:write' : 'channels:manage'
    if (!scopes.includes(needed))
      throw new SlackRefusal('missing_scope', { needed, provided: scopes.join(',') })
    if (name === '') throw new SlackRefusal('invalid_name_required')
    if (state.channelNamed(name) !== undefined) throw new SlackRefusal('name_taken')
    const channel = state.addChannel(name, state.botUser, isPrivate, [state.botUser])
    return { channel: channelFacts(state, channel) }
  },
}
