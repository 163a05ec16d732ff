import type { Method } from '../method.ts'
import { text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'conversations.create',
  scopes: ['channels:manage', 'groups:write'],
  tier: 2,
  required: ['name'],
  run({ state, args }) {
    const name = text(args, 'name') ?? ''
    if (name.length > 80) throw new SlackRefusal('invalid_name_maxlength')
    if (!/^[a-z0-9_-]+$/.test(name)) throw new SlackRefusal('invalid_name_specials')
    if (state.channelNamed(name) !== undefined) throw new SlackRefusal('name_taken')
    const channel = state.addChannel(name, state.botUser, String(args.is_private) === 'true', [state.botUser])
    return { channel: { id: channel.id, name, creator: state.botUser, is_private: channel.isPrivate } }
  },
}
