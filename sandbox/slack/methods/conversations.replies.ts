import { readPage } from '../history.ts'
import type { Method } from '../method.ts'

export const method: Method = {
  name: 'conversations.replies',
  scopes: ['channels:history', 'groups:history', 'im:history'],
  tier: 3,
  required: ['channel', 'ts'],
  run: call => readPage(call, m => m.thread_ts === call.args.ts || m.ts === call.args.ts),
}
