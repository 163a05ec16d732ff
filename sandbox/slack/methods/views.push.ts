import type { Method } from '../method.ts'
import { openView } from '../views.ts'

export const method: Method = {
  name: 'views.push',
  scopes: [],
  tier: 4,
  required: ['view'],
  run: call => openView(call, 'push'),
}
