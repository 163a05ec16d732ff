import { type Args, type Call, memberOf, needScope } from './method.ts'
import type { Message } from './state.ts'

/** Newest first, bounded by `oldest`, a cursor a page; metadata only when asked for. */
export function readPage(call: Call, belongs: (m: Message) => boolean): Args {
  const { state, args } = call
  const channel = memberOf(call)
  needScope(call, channel, {
    public: ['channels:history'],
    private: ['groups:history'],
    direct: ['im:history'],
  })
  const oldest = Number(args.oldest ?? 0)
  const most = Math.min(Number(args.limit ?? 100), 999)
  const from = Number(args.cursor ?? 0)
  const all = channel.messages
    .filter(m => m.only === undefined && belongs(m) && Number(m.ts) > oldest)
    .reverse()
  const withMetadata = String(args.include_all_metadata) === 'true'
  const page = all.slice(from, from + most).map(({ metadata, ...m }) => ({
    ...m,
    ...(m.user === state.botUser ? { bot_id: 'B0PITCREW' } : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
    reply_count: channel.messages.filter(r => r.thread_ts === m.ts && r.ts !== m.ts).length,
  }))
  const next = from + most < all.length ? String(from + most) : ''
  return { messages: page, has_more: next !== '', response_metadata: { next_cursor: next } }
}
