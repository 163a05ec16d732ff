import type { Method } from '../method.ts'
import { openMemberOf, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

export const method: Method = {
  name: 'pins.add',
  scopes: ['pins:write'],
  tier: 2,
  required: ['channel', 'timestamp'],
  run(call) {
    const channel = openMemberOf(call)
    const ts = text(call.args, 'timestamp') ?? ''
    if (!channel.messages.some(m => m.ts === ts)) throw new SlackRefusal('message_not_found')
    if (channel.pins.has(ts)) throw new SlackRefusal('already_pinned')
    channel.pins.add(ts)
    return {}
  },
}
