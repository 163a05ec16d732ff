import type { Try } from './effect.ts'
import type { Upload } from './ports/chat.ts'

/** Files carry the incident and a number in their names: those of an earlier try are found by them. */
export async function uploadOnce(t: Try, files: Upload[], comment: string, thread?: string) {
  const { incident, runbook } = t
  if (t.sentAt !== undefined) {
    const names = files.map(f => f.name)
    const there = await runbook.chat.findFiles(incident.channel?.id ?? '', names, t.sentAt - 60_000, thread)
    if (there.length === files.length) return there
  }
  await t.beforeSend()
  return runbook.outbound.upload(incident, files, comment, thread)
}
