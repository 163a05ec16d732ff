import type { Method } from '../method.ts'

export const method: Method = {
  name: 'usergroups.list',
  scopes: ['usergroups:read'],
  tier: 2,
  run: ({ state }) => ({ usergroups: state.groups.map(({ id, handle }) => ({ id, handle, name: handle })) }),
}
