import type { Method } from '../method.ts'

export const method: Method = {
  name: 'apps.connections.open',
  scopes: [],
  app: true,
  run: ({ baseUrl, ticket }) => ({ url: `${baseUrl.replace('http', 'ws')}/link?ticket=${ticket()}` }),
}
