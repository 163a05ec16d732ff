import { author, join, Markup, safe, truncate } from '../blocks/index.ts'
import type { PreviewRow } from '../incident/events.ts'
import { type ActionRequest, waitsForPerson } from '../incident/state.ts'

const mostOfChange = 80
/** What changes, in a few words; requests of earlier versions have the rows of their preview only. */
export function changeOf(s: ActionRequest): string {
  if (s.brief !== undefined) return truncate(s.brief, mostOfChange)
  const row = s.shows.find(r => r.after !== undefined)
  return row === undefined ? '' : truncate(`${row.now} → ${row.after}`, mostOfChange)
}

/** What the playbook lets happen without an approval is no reason for a warning. */
export function wayBack(s: ActionRequest): Markup | undefined {
  if (/^not needed/.test(s.undo)) return undefined
  if (s.risk === 'irreversible' || /^not possible/.test(s.undo))
    return s.needs.count > 0 ? safe`⚠️ cannot be undone` : undefined
  return /^by /.test(s.undo) ? safe`can be undone` : safe`undo: ${truncate(s.undo, mostOfChange)}`
}

/** Who has approved one step of several, and whom it waits for. */
export function partly(s: ActionRequest): Markup | undefined {
  const by = [...new Set(s.approvals.filter(a => a.hash === s.approvedHash).map(a => a.by))]
  if (s.status === 'approved')
    return safe`✅ approved by ${join(by.map(author), ', ')}; starts when it is its turn`
  if (s.status !== 'requested' || s.needs.count === 0 || by.length === 0) return undefined
  return safe`approved by ${join(by.map(author), ', ')}; ${s.needs.count - by.length} more needed for this preview`
}

export function rows(shows: PreviewRow[]): Markup {
  return join(
    shows.map(r =>
      r.after === undefined ? safe`${r.label}: ${r.now}` : safe`${r.label}: ${r.now} → *${r.after}*`,
    ),
    '\n',
  )
}

export function outcome(s: ActionRequest): Markup {
  switch (s.status) {
    case 'started':
      return safe`⏳ under way`
    case 'accepted':
      return safe`⏳ ${bar(s.done ?? 0)} ${s.progress ?? 'accepted; looking for the result'}`
    case 'succeeded':
      return safe`✅ ${s.detail ?? 'done'}${s.undoneBy === undefined ? '' : ' · undone since'}`
    case 'failed':
      return safe`❌ ${s.detail ?? 'failed'}${s.next === undefined ? '' : `. ${s.next}`}`
    case 'unknown':
      if (waitsForPerson(s))
        return safe`⚠️ Not known whether it happened: ${s.progress ?? s.detail ?? ''}. Look at production, then say so below; until then nothing else can change ${s.target}.`
      return safe`⚠️ Not known whether it happened: ${s.progress ?? s.detail ?? ''}. Nothing is repeated by itself.`
    case 'voided':
      return join(
        [
          safe`⚠️ Not run: ${s.detail ?? ''}`,
          (s.found ?? []).length === 0 ? undefined : safe`Now: ${rows(s.found ?? [])}`,
        ],
        '\n',
      )
    case 'rejected':
      return safe`⚠️ Rejected: ${s.detail ?? ''}`
    case 'expired':
      return safe`⌛ Not run: nobody approved it in time`
    default:
      return new Markup('')
  }
}

/** ▓▓▓▓▓░░░ */
function bar(done: number): string {
  const full = Math.round(Math.min(Math.max(done, 0), 1) * 8)
  return '▓'.repeat(full) + '░'.repeat(8 - full)
}

export const isUndo = (steps: ActionRequest[]) => steps.some(s => s.undoes !== undefined)
