import type { Method } from '../method.ts'

export const method: Method = {
  name: 'apps.connections.open',
  scopes: [],
  tier: 3,
  app: true,
  run: ({ baseUrl, ticket }) => ({ url: `${baseUrl.replace('http', 'ws')}/link?ticket=${ticket()}` }),
}
