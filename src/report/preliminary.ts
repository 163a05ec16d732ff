import { type Names, stopwatch } from '../blocks/index.ts'
import type { UnknownEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'
import { atOnce, type Breathe, inPieces } from './breathe.ts'
import { impactOf, keyMoments } from './facts.ts'
import { isoMinute, timelineLines } from './timeline.ts'

const missing = 'not recorded'

/** §6.1. What nobody recorded says so; no time is worked out from another one. */
export async function preliminaryReport(
  i: Incident,
  events: UnknownEvent[],
  names: Names,
  breathe: Breathe = atOnce,
): Promise<string> {
  const rows = (part: UnknownEvent[]) =>
    timelineLines(part, names).map(l => `| ${isoMinute(l.at)} | ${md(l.by)} | ${md(l.text)} |`)
  const timeline = await inPieces(events, rows, breathe)
  const { startedAt, startedFrom, customers, customersFrom } = impactOf(i, events)
  const end = i.ended?.at
  return `${[
    `# Preliminary Incident Report - ${i.id}`,
    '',
    `**${md(i.title)}**`,
    '',
    '## Summary',
    `- **Start Time**: ${isoMinute(startedAt)} (${startedFrom === 'triage' ? 'from triage' : startedFrom})`,
    `- **End Time**: ${end === undefined ? 'still open' : isoMinute(end)}`,
    `- **Duration**: ${end === undefined ? 'still open' : stopwatch(end - startedAt)}`,
    `- **Severity**: ${i.severity}${i.unsure ? ' (not assessed)' : ''}`,
    `- **Customer Impact**: ${customers === undefined ? missing : `${customers} customers affected (${customersFrom})`}`,
    `- **Could customers call?**: ${i.triage.canCall ?? missing}`,
    `- **Commander**: ${i.roles.commander === undefined ? missing : md(names[i.roles.commander] ?? i.roles.commander)}`,
    `- **Summary**: ${i.ended === undefined ? missing : md(i.ended.summary)}`,
    '',
    '## Key moments',
    ...momentLines(i, events),
    '',
    '## Timeline',
    '| Time (UTC) | Who | Event |',
    '| --- | --- | --- |',
    ...timeline,
    '',
    '## Next Steps',
    '- [ ] Detailed post-mortem within 48 hours',
    '- [ ] Action items identified and assigned',
    '- [ ] Follow-up monitoring for 24 hours',
    ...breakGlassReviews(i),
    '',
  ].join('\n')}`
}

/** §6.1's moments, from the same facts as the post-mortem; the document's fixed offsets were placeholders. */
function momentLines(i: Incident, events: UnknownEvent[]): string[] {
  const known = new Map(keyMoments(i, events).map(m => [m.marker, m.at]))
  const rows: [string, number | undefined][] = [
    ['Initial alert', known.get('first-alert')],
    ['Declared', i.declaredAt],
    ['Acknowledged', i.firstAcknowledged?.at],
    ['Investigation started', known.get('investigation-began')],
    ['Root cause identified', known.get('root-cause-identified')],
    ['Resolution implemented', known.get('fix-implemented')],
    ['Service restored', known.get('service-restored')],
  ]
  return rows.map(([name, ms]) => `- ${name}: ${ms === undefined ? missing : isoMinute(ms)}`)
}

function breakGlassReviews(i: Incident): string[] {
  const alone = Object.values(i.requests).filter(r => r.approvals.some(a => a.breakGlass))
  return alone.map(r => `- [ ] Review: “${md(r.title)}” was run alone`)
}

/** Most words are harmless: two replacements for each would be half of a long report's time. */
const dangerous = /[\\`*_[\]<>|#]|[^\S ]| {2}/

/** Foreign text stays text: no table cell, heading, link or HTML comes out of it. */
export function md(foreign: string): string {
  if (!dangerous.test(foreign)) return foreign
  return foreign.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#]/g, c => `\\${c}`)
}
