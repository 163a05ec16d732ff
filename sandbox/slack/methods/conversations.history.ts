import { readPage } from '../history.ts'
import type { Method } from '../method.ts'

export const method: Method = {
  name: 'conversations.history',
  scopes: ['channels:history', 'groups:history', 'im:history'],
  tier: 3,
  required: ['channel'],
  run: call => readPage(call, m => m.thread_ts === undefined || m.subtype === 'thread_broadcast'),
}
