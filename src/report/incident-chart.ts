import { isKnown, type UnknownEvent } from '../incident/events.ts'
import type { Severity, Status } from '../incident/model/words.ts'
import type { Incident } from '../incident/state.ts'
import { keyMoments, markerWord } from './facts.ts'

const width = 1000
const left = 90
const right = 24
const row = { severity: 56, status: 96, queue: 150, moments: 250 }
const height = 400
const bandHeight = 26
const severityColour: Record<Severity, string> = {
  P1: '#b3261e',
  P2: '#c4660a',
  P3: '#8a6d00',
  P4: '#5f6368',
}
const statusColour: Record<Status, string> = {
  investigating: '#7b3fa0',
  identified: '#0f62c4',
  monitoring: '#0e7a5f',
  resolved: '#3c7d22',
}
type Band = { from: number; to: number; label: string; colour: string }

/** Severity and status over time, the queue where it was measured, and the six moments. The same events give the same picture. */
export function incidentChart(i: Incident, events: UnknownEvent[]): string {
  const known = events.filter(isKnown)
  const from = Math.min(i.declaredAt, i.markers['first-alert'] ?? i.declaredAt)
  const last = i.ended?.at ?? known.at(-1)?.at ?? from
  const to = Math.max(last, from + 60_000)
  const x = (at: number) => round(left + ((at - from) / (to - from)) * (width - left - right))
  const bands = (list: Band[], y: number) =>
    list.map(b => {
      const w = Math.max(1, x(b.to) - x(b.from))
      const label =
        w > b.label.length * 9 ? `<text x="${x(b.from) + 6}" y="${y + 18}" fill="#fff">${b.label}</text>` : ''
      return `<rect x="${x(b.from)}" y="${y}" width="${round(w)}" height="${bandHeight}" fill="${b.colour}"/>${label}`
    })
  const first = known.find(e => e.type === 'incident.declared')
  const severity = steps<Severity>(
    first?.type === 'incident.declared' ? first.data.severity : i.severity,
    known.flatMap(e => (e.type === 'severity.changed' ? [{ at: e.at, to: e.data.to }] : [])),
    { from, to },
    severityColour,
  )
  const status = steps<Status>(
    'investigating',
    known.flatMap(e => (e.type === 'status.changed' ? [{ at: e.at, to: e.data.to }] : [])),
    { from, to },
    statusColour,
  )
  const queue = known.flatMap(e =>
    e.type === 'diagnostics.completed'
      ? e.data.findings.flatMap(f =>
          typeof f.evidence.queue?.value === 'number' ? [{ at: e.at, n: f.evidence.queue.value }] : [],
        )
      : [],
  )
  const moments = keyMoments(i, events).flatMap((m, n) =>
    m.at === undefined ? [] : [{ at: m.at, n, word: markerWord[m.marker] }],
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Course of ${i.id}" font-family="DejaVu Sans, sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="24" y="30" font-size="18" font-weight="bold" fill="#1d1c1d">${i.id}</text>`,
    label('Severity', row.severity),
    ...bands(severity, row.severity),
    label('Status', row.status),
    ...bands(status, row.status),
    ...queueLine(queue, x),
    ...ticks(from, to, x),
    ...moments.map(m => {
      const y = row.moments + m.n * 20
      const near = x(m.at) > width - 260
      return `<line x1="${x(m.at)}" x2="${x(m.at)}" y1="${row.severity}" y2="${y}" stroke="#1d1c1d" stroke-dasharray="3 3"/><circle cx="${x(m.at)}" cy="${y}" r="4" fill="#1d1c1d"/><text x="${x(m.at) + (near ? -8 : 8)}" y="${y + 4}" fill="#1d1c1d" text-anchor="${near ? 'end' : 'start'}">${m.word}</text>`
    }),
    '</svg>',
  ].join('\n')
}

const round = (n: number) => Math.round(n * 10) / 10
const label = (words: string, y: number) => `<text x="16" y="${y + 18}" fill="#1d1c1d">${words}</text>`

function steps<T extends string>(
  start: T,
  changes: { at: number; to: T }[],
  { from, to }: { from: number; to: number },
  colour: Record<T, string>,
): Band[] {
  const bands: Band[] = []
  let [now, since] = [start, from]
  for (const change of changes) {
    bands.push({ from: since, to: Math.min(change.at, to), label: now, colour: colour[now] })
    ;[now, since] = [change.to, change.at]
  }
  return [...bands, { from: since, to, label: now, colour: colour[now] }].filter(b => b.to > b.from)
}

function queueLine(points: { at: number; n: number }[], x: (at: number) => number): string[] {
  if (points.length < 2) return []
  const most = Math.max(...points.map(p => p.n), 5)
  const y = (n: number) => round(row.queue + 70 - (n / most) * 64)
  const line = points.map((p, n) => `${n === 0 ? 'M' : 'L'}${x(p.at)} ${y(p.n)}`).join(' ')
  return [
    label('Queue', row.queue + 20),
    `<path d="${line}" fill="none" stroke="#b3261e" stroke-width="2"/>`,
    `<text x="${left - 8}" y="${row.queue + 10}" fill="#5f6368" text-anchor="end">${most}</text>`,
  ]
}

function ticks(from: number, to: number, x: (at: number) => number): string[] {
  const stepMs =
    [60_000, 300_000, 600_000, 1_800_000, 3_600_000, 21_600_000, 86_400_000].find(
      s => (to - from) / s <= 10,
    ) ?? 604_800_000
  const marks: string[] = []
  for (let at = Math.ceil(from / stepMs) * stepMs; at <= to; at += stepMs) {
    const words = new Date(at).toISOString().slice(11, 16)
    marks.push(
      `<line x1="${x(at)}" x2="${x(at)}" y1="${row.status + bandHeight}" y2="${row.status + bandHeight + 5}" stroke="#5f6368"/><text x="${x(at)}" y="${row.status + bandHeight + 19}" text-anchor="middle" fill="#5f6368">${words}</text>`,
    )
  }
  return [...marks, `<text x="${width - right}" y="30" text-anchor="end" fill="#5f6368">times in UTC</text>`]
}
