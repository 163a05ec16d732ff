import type { Runbook } from '../../runbook/runbook.ts'
import { incidentIn } from './incident-in.ts'

type Said = {
  user?: string
  text?: string
  ts?: string
  thread_ts?: string
  bot_id?: string
  files?: { name?: string; permalink?: string }[]
}
/** What Slack sends of a message and of its changes, as far as it is read here. */
export type MessageEvent = Said & {
  channel: string
  subtype?: string
  message?: Said
  previous_message?: Said
  deleted_ts?: string
}
/** People's own words; joins, topics and the like are told by other events. */
const spoken = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])

/** The channel's conversation while it happens: said, changed, deleted. */
export async function messageSeen(runbook: Runbook, e: MessageEvent): Promise<void> {
  const incident = await incidentIn(runbook, e.channel)
  if (incident === undefined) return
  const { chatLog } = runbook
  const at = Math.round(Number(e.ts ?? 0) * 1000)
  if (e.subtype === 'message_changed') {
    const { message, previous_message: before } = e
    if (message?.ts === undefined || message.bot_id !== undefined || message.text === before?.text) return
    await chatLog.add(incident, [toMessage({ ...message, text: before?.text ?? message.text ?? '' })])
    await chatLog.edit(incident, message.ts, { at, before: before?.text ?? '', after: message.text ?? '' })
  } else if (e.subtype === 'message_deleted') {
    const { previous_message: before, deleted_ts: ts } = e
    if (ts === undefined || before?.bot_id !== undefined) return
    await chatLog.add(incident, [toMessage({ ...before, ts, text: '' })])
    await chatLog.remove(incident, ts, at)
  } else if (spoken.has(e.subtype) && e.bot_id === undefined && e.ts !== undefined)
    await chatLog.add(incident, [toMessage(e)])
}

function toMessage({ ts = '', user = '', text = '', thread_ts: thread, files = [] }: Said) {
  return {
    ts,
    user,
    text,
    ...(thread === undefined || thread === ts ? {} : { thread }),
    files: files.map(f => ({ name: f.name ?? 'file', link: f.permalink ?? '' })),
  }
}
