import type { Runbook } from '../../runbook/runbook.ts'
import { type Gesture, perform } from '../listen.ts'
import { runTyped } from '../run-typed.ts'

export type MentionEvent = {
  user?: string
  text?: string
  ts: string
  thread_ts?: string
  channel: string
  /** The workspace that the author belongs to. */
  team?: string
  user_team?: string
  bot_id?: string
}
type Context = { botUserId?: string; teamId?: string }

/**
 * `@pitcrew ack` does what `/incident ack` does; Slack has no slash commands in threads. Only words that begin with
 * the mention are meant for Pitcrew.
 */
export async function mentioned(runbook: Runbook, e: MentionEvent, context: Context): Promise<void> {
  const { user, text = '' } = e
  const [, words] = new RegExp(`^\\s*<@${context.botUserId}(?:\\|[^<>]*)?>(.*)$`, 's').exec(text) ?? []
  if (user === undefined || e.bot_id !== undefined || words === undefined) return
  const g: Gesture = {
    runbook,
    user,
    team: e.user_team ?? e.team ?? context.teamId ?? '',
    channel: e.channel,
    // An event opens no form: a button is offered that does.
    trigger: '',
    inModal: false,
    id: `mention-${e.channel}-${e.ts}`,
    via: 'mention',
    responseUrl: undefined,
    ack: async () => {},
    ...(e.thread_ts === undefined ? {} : { thread: e.thread_ts }),
  }
  await perform(g, () => runTyped(g, words, '@pitcrew'))
}
