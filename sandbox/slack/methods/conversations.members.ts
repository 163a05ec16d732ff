import { channelOf, type Method, needScope, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

const usualLimit = 100
const most = 1000

/** Who is in a channel, a page at a time. */
export const method: Method = {
  name: 'conversations.members',
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  tier: 4,
  required: ['channel'],
  run(call) {
    const channel = channelOf(call)
    needScope(call, channel, { public: ['channels:read'], private: ['groups:read'], direct: ['im:read'] })
    const limit = Number(call.args.limit ?? usualLimit)
    if (!(limit > 0 && limit <= most)) throw new SlackRefusal('invalid_limit')
    const from = Number(text(call.args, 'cursor') ?? 0)
    if (Number.isNaN(from)) throw new SlackRefusal('invalid_cursor')
    const all = [...channel.members]
    const next = from + limit < all.length ? String(from + limit) : ''
    return { members: all.slice(from, from + limit), response_metadata: { next_cursor: next } }
  },
}
