import type { Method } from '../method.ts'

export const method: Method = {
  name: 'conversations.list',
  scopes: ['channels:read', 'groups:read'],
  tier: 2,
  run: ({ state, args }) => ({
    channels: [...state.channels.values()]
      .filter(c => c.isDirect === undefined && !(c.archived && String(args.exclude_archived) === 'true'))
      .filter(c => !c.isPrivate || c.members.has(state.botUser))
      .map(c => ({
        id: c.id,
        name: c.name,
        creator: c.creator,
        is_archived: c.archived,
        is_private: c.isPrivate,
      })),
    response_metadata: { next_cursor: '' },
  }),
}
