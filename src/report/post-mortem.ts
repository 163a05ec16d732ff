// The whole of the company's template in one place: long, and read section by section.
import { channelWords, duration, type Names, readTyped } from '../blocks/index.ts'
import { isKnown, type UnknownEvent } from '../incident/events.ts'
import { type Rca, rcaFields } from '../incident/learning/rca.ts'
import type { Incident } from '../incident/state.ts'
import { atOnce, type Breathe, inPieces } from './breathe.ts'
import { attendees, impactOf, isStory, keyMoments, markerWord } from './facts.ts'
import { md } from './preliminary.ts'
import { isoMinute, timelineLines } from './timeline.ts'

/** A message of the channel, as far as a report shows it. */
export type Said = {
  at: number
  user: string
  text: string
  thread?: string
  files: { name: string; link: string }[]
  edits: { at: number; before: string }[]
  deletedAt?: number
  erased?: true
}
export type Told = { incident: Incident; events: UnknownEvent[]; chat: Said[]; names: Names }

/** §6.2, every section from what was recorded. What nobody recorded says so, and whom to ask. */
export async function postMortem(told: Told, breathe: Breathe = atOnce): Promise<string> {
  const t = { ...told, events: told.events.filter(isStory) }
  const { incident: i } = t
  const name = nameOf(t)
  const ask = i.roles.commander === undefined ? 'the responders' : md(name(i.roles.commander))
  const missing = (what: string) => `_Not recorded. Ask ${ask} for ${what}._`
  const people = attendees(i, t.events, t.chat).map(u => md(name(u)))
  return `${[
    `# Post-Mortem: ${i.id} - ${md(i.title)}`,
    '',
    `**Date**: ${isoMinute(i.declaredAt).slice(0, 10)}  `,
    `**Facilitator**: ${i.roles.commander === undefined ? 'not named' : md(name(i.roles.commander))}  `,
    `**Attendees**: ${people.join(', ') || 'nobody is recorded'}  `,
    `**Signed off**: ${i.signedOff === undefined ? 'not yet' : `${md(name(i.signedOff.by))}, ${isoMinute(i.signedOff.at)}`}`,
    '',
    '## Executive Summary',
    ...summary(t, missing),
    '',
    '## Timeline',
    '| Time | Event | Action Taken |',
    '| --- | --- | --- |',
    ...(await timelineRows(t, breathe)),
    '',
    '## Root Cause Analysis',
    '',
    '### What Happened',
    text(i.rca?.what) ?? missing('what happened'),
    '',
    '### Why It Happened',
    ...whys(i.rca, missing('the five whys')),
    ...(i.rca?.causes === undefined ? [] : ['', `**Root causes**: ${md(i.rca.causes)}`]),
    '',
    '### Contributing Factors',
    ...(['technical', 'process', 'human', 'external'] as const).map(
      f => `- **${f[0]?.toUpperCase()}${f.slice(1)}**: ${text(i.rca?.[f]) ?? 'none recorded'}`,
    ),
    '',
    '## Impact Assessment',
    ...impact(t),
    '',
    '## What Went Well',
    ...bullets(i.rca?.well, missing('what went well')),
    '',
    '## What Didn’t Go Well',
    ...bullets(i.rca?.badly, missing('what did not go well')),
    '',
    '## Action Items',
    ...actionItems(t, missing('action items')),
    '',
    '## Lessons Learned',
    ...bullets(i.rca?.lessons, missing('lessons')),
    '',
    '## Changes in Production',
    ...changes(t),
    '',
    '## Communications Sent',
    ...communications(t),
    '',
    '## Next Steps',
    '- [ ] Detailed post-mortem within 48 hours',
    `- [${Object.keys(i.actionItems).length > 0 ? 'x' : ' '}] Action items identified and assigned`,
    '- [ ] Follow-up monitoring for 24 hours',
    ...alone(t),
    '',
    '## Conversation',
    ...(await conversation(t, breathe)),
    '',
  ].join('\n')}`
}

const nameOf =
  ({ names }: Told) =>
  (user: string) =>
    user === 'pitcrew' ? 'Pitcrew' : (names[user] ?? user)
const text = (words: string | undefined) => (words === undefined ? undefined : md(words))
const bullets = (words: string | undefined, missing: string) =>
  words === undefined
    ? [missing]
    : words
        .split('\n')
        .filter(l => l.trim() !== '')
        .map(l => `- ${md(l.replace(/^[-*•]\s*/, ''))}`)

function summary({ incident: i, events }: Told, missing: (what: string) => string): string[] {
  const { startedAt, endedAt, customers, customersFrom } = impactOf(i, events)
  const end = endedAt === undefined ? 'and is still open' : `and lasted ${duration(endedAt - startedAt)}`
  const who =
    customers === undefined
      ? 'How many customers were affected is not recorded.'
      : `${customers} customers were affected (${customersFrom}).`
  const how =
    i.ended === undefined
      ? missing('how it ends')
      : i.ended.how === 'cancelled'
        ? `It was cancelled: ${md(i.ended.summary)}`
        : i.ended.summary === 'not recorded'
          ? `It was resolved. ${missing('what resolved it')}`
          : `It was resolved: ${md(i.ended.summary)}`
  return [`The ${i.severity} incident “${md(i.title)}” began ${isoMinute(startedAt)} ${end}. ${who} ${how}`]
}

/** What people did stands beside what happened; times with their date. */
async function timelineRows(t: Told, breathe: Breathe): Promise<string[]> {
  const moments = keyMoments(t.incident, t.events).flatMap(m =>
    m.at === undefined
      ? []
      : [
          {
            at: m.at,
            event: `**${markerWord[m.marker]}**${m.from === 'derived' ? ' (from the log)' : ''}`,
            action: '',
          },
        ],
  )
  const toRows = (events: UnknownEvent[]) =>
    timelineLines(events, t.names).map(l => ({
      at: l.at,
      event: l.by === 'Pitcrew' ? md(l.text) : '',
      action: l.by === 'Pitcrew' ? '' : `${md(l.by)}: ${md(l.text)}`,
    }))
  const lines = await inPieces(t.events, toRows, breathe)
  const rows = [...moments, ...lines].sort((a, b) => a.at - b.at)
  return rows.map(r => `| ${isoMinute(r.at)} | ${r.event} | ${r.action} |`)
}

function whys(rca: Rca | undefined, missing: string): string[] {
  const answered = rcaFields.filter(f => f.startsWith('why') && rca?.[f] !== undefined)
  return answered.length === 0 ? [missing] : answered.map((f, n) => `${n + 1}. ${md(rca?.[f] ?? '')}`)
}

function impact({ incident: i, events }: Told): string[] {
  const { startedAt, startedFrom, endedAt, customers, customersFrom, breaches } = impactOf(i, events)
  return [
    `- **Duration**: ${endedAt === undefined ? 'still open' : duration(endedAt - startedAt)} (from ${isoMinute(startedAt)}, ${startedFrom})`,
    `- **Customers Affected**: ${customers === undefined ? 'not recorded' : `${customers} (${customersFrom})`}`,
    `- **Could customers call?**: ${i.triage.canCall ?? 'not recorded'}`,
    `- **Revenue Impact**: ${text(i.rca?.revenue) ?? 'not recorded'}`,
    `- **SLA Breach**: ${breaches.length === 0 ? 'no' : `yes: ${breaches.map(md).join('; ')}`}`,
  ]
}

function actionItems(t: Told, missing: string): string[] {
  const all = Object.values(t.incident.actionItems)
  if (all.length === 0) return [missing]
  const name = nameOf(t)
  return [
    '| Action | Owner | Due Date | Priority | Done |',
    '| --- | --- | --- | --- | --- |',
    ...all.map(
      a =>
        `| ${md(a.title)} | ${a.owner === undefined ? 'nobody yet' : md(name(a.owner))} | ${a.dueAt === undefined ? 'not set' : isoMinute(a.dueAt).slice(0, 10)} | ${a.priority} | ${a.done === undefined ? 'no' : isoMinute(a.done.at).slice(0, 10)} |`,
    ),
  ]
}

/** Each change with who asked, who approved, and what became of it. */
function changes(t: Told): string[] {
  const name = nameOf(t)
  const all = Object.values(t.incident.requests).filter(r => r.startedAt !== undefined)
  if (all.length === 0) return ['Nothing was changed.']
  return [
    '| Change | Asked by | Approved by | Outcome |',
    '| --- | --- | --- | --- |',
    ...all.map(r => {
      const approved = r.approvals.map(a => `${md(name(a.by))}${a.breakGlass ? ' (alone)' : ''}`).join(', ')
      const undone = r.undoneBy === undefined ? '' : '; undone'
      return `| ${md(r.title)} | ${md(name(r.by))} | ${approved} | ${r.status}${undone}: ${md(r.detail ?? '')} |`
    }),
  ]
}

function communications(t: Told): string[] {
  const name = nameOf(t)
  const sent = t.events.filter(isKnown).flatMap((e): [number, string, string][] => {
    if (e.type === 'update.posted')
      return [
        [
          e.at,
          ['channel', ...(e.data.audiences ?? []).map(channelWords)].join(', '),
          `${name(e.by)}: ${e.data.text}`,
        ],
      ]
    if (e.type === 'statuspage.updated') return [[e.at, 'status page', `${e.data.status}: ${e.data.body}`]]
    if (e.type === 'customers.notified')
      return [
        [
          e.at,
          `customers (${e.data.audience})`,
          `${e.data.delivered} of ${e.data.recipients} reached: ${e.data.text}`,
        ],
      ]
    return []
  })
  if (sent.length === 0) return ['Nothing was sent.']
  return [
    '| Time | To | What |',
    '| --- | --- | --- |',
    ...sent.map(([at, to, what]) => `| ${isoMinute(at)} | ${md(to)} | ${md(what)} |`),
  ]
}

function alone({ incident: i }: Told): string[] {
  const batches = Object.values(i.requests).filter(r => r.approvals.some(a => a.breakGlass))
  return batches.map(r => `- [ ] Review: “${md(r.title)}” was run alone`)
}

/** What people said, edits and deletions as such. */
async function conversation(t: Told, breathe: Breathe): Promise<string[]> {
  if (t.chat.length === 0) return ['Nothing was said in the channel.']
  const name = nameOf(t)
  return [
    '| Time | Who | What |',
    '| --- | --- | --- |',
    ...(await inPieces(
      t.chat,
      part =>
        part.map(
          m =>
            `| ${isoMinute(m.at)} | ${m.thread === undefined ? '' : '↳ '}${md(name(m.user))} | ${said(m, t)} |`,
        ),
      breathe,
    )),
  ]
}

function said(m: Said, t: Told): string {
  if (m.erased === true) return '_(erased on request)_'
  if (m.deletedAt !== undefined) return `_(deleted by its author ${isoMinute(m.deletedAt)})_`
  const files = m.files.map(
    f =>
      ` [${md(f.name)}](${/^https?:/.test(f.link) ? f.link.replaceAll(/[()\s|]/g, encodeURIComponent) : ''})`,
  )
  const words = m.text === '' && m.files.length === 0 ? '_(no text)_' : md(readTyped(m.text, t.names))
  const edits = m.edits.map(
    e => ` _(edited ${isoMinute(e.at)}; before: ${md(readTyped(e.before, t.names))})_`,
  )
  return [words, ...files, ...edits].join('')
}
