import { channelFacts } from './channel-facts.ts'
import { type Args, type Call, text } from './method.ts'
import { SlackRefusal } from './refusal.ts'
import type { Channel } from './state.ts'

const scopeOf: Record<string, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
}
const typeOf = (c: Channel) =>
  c.isDirect !== undefined ? 'im' : c.isPrivate ? 'private_channel' : 'public_channel'
const mostOfAPage = 1000
const defaultPage = 100

/** Pages by a cursor. Archived channels are cut out of a page after it was made, so a page may be nearly empty. */
export function listChannels({ state, args, scopes }: Call, belongs: (c: Channel) => boolean): Args {
  const types = (text(args, 'types') ?? 'public_channel').split(',').map(t => t.trim())
  for (const type of types) {
    const needed = scopeOf[type]
    if (needed === undefined) throw new SlackRefusal('invalid_types')
    if (!scopes.includes(needed))
      throw new SlackRefusal('missing_scope', { needed, provided: scopes.join(',') })
  }
  const limit = Number(args.limit ?? defaultPage)
  if (!(Number.isInteger(limit) && limit > 0 && limit <= mostOfAPage)) throw new SlackRefusal('invalid_limit')
  const cursor = text(args, 'cursor')
  const from = cursor === undefined ? 0 : Number(cursor.replace(/^page:/, ''))
  if (!Number.isInteger(from) || (cursor !== undefined && !cursor.startsWith('page:')))
    throw new SlackRefusal('invalid_cursor')
  const all = [...state.channels.values()].filter(
    c => types.includes(typeOf(c)) && (!c.isPrivate || c.members.has(state.botUser)) && belongs(c),
  )
  const withoutArchived = String(args.exclude_archived) === 'true'
  const page = all.slice(from, from + limit).filter(c => !(withoutArchived && c.archived))
  const next = from + limit < all.length ? `page:${from + limit}` : ''
  return { channels: page.map(c => channelFacts(state, c)), response_metadata: { next_cursor: next } }
}
