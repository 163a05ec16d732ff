import type { WebClient } from '@slack/web-api'
import { readSlack } from './errors.ts'

const historyPage = 200

type Heard = {
  ts?: string
  user?: string
  text?: string
  subtype?: string
  bot_id?: string
  thread_ts?: string
  reply_count?: number
  files?: { name?: string; permalink?: string }[]
}
const spoken = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])

/** What people said in a channel since then, threads included. Bots’ words and notices of joining are left out: the log has them. */
export async function* readHistory(client: WebClient, channel: string, since: number) {
  const oldest = String(since / 1000)
  const toSaid = (m: Heard) => ({
    ts: m.ts ?? '',
    user: m.user ?? '',
    text: m.text ?? '',
    ...(m.thread_ts === undefined || m.thread_ts === m.ts ? {} : { thread: m.thread_ts }),
    files: (m.files ?? []).map(f => ({ name: f.name ?? 'file', link: f.permalink ?? '' })),
  })
  const people = (all: Heard[]) =>
    all.filter(m => m.bot_id === undefined && m.user !== undefined && spoken.has(m.subtype)).map(toSaid)
  const from = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
  let cursor: string | undefined
  do {
    const at = from(cursor)
    const page = await readSlack('conversations.history', () =>
      client.conversations.history({ channel, oldest, limit: historyPage, ...at }),
    )
    const messages = (page.messages ?? []) as Heard[]
    yield people(messages)
    for (const parent of messages.filter(m => (m.reply_count ?? 0) > 0))
      yield* readThread(client, channel, parent.ts ?? '', people)
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined)
}

async function* readThread<T>(client: WebClient, channel: string, ts: string, people: (all: Heard[]) => T) {
  let cursor: string | undefined
  do {
    const at = cursor === undefined ? {} : { cursor }
    const page = await readSlack('conversations.replies', () =>
      client.conversations.replies({ channel, ts, limit: historyPage, ...at }),
    )
    yield people((page.messages ?? []) as Heard[])
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined)
}
