import type { Incident } from '../incident/state.ts'
import type { Runbook } from './runbook.ts'

/** What was said while nobody listened is read from the channel's history; what is known stays as it is. */
export async function completeChat(runbook: Runbook, i: Incident): Promise<void> {
  if (i.channel === undefined) return
  const since = i.declaredAt - 60_000
  for await (const page of runbook.chat.readHistory(i.channel.id, since))
    await runbook.chatLog.add(i.id, page)
}
