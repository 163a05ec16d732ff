import { duration } from '../blocks/index.ts'
import type { IncidentEvent, UnknownEvent } from '../incident/events.ts'
import { isKnown } from '../incident/events.ts'
import type { Marker } from '../incident/model/words.ts'
import type { Incident } from '../incident/state.ts'

/** Bookkeeping of messages and of exports: no part of the story, so that two exports of it are the same. */
const backstage = new Set<string>([
  'surface.rendered',
  'effect.settled',
  'report.requested',
  'report.exported',
  'timeline.sealed',
  'canvas.made',
])
export const isStory = (e: UnknownEvent): boolean => !backstage.has(e.type)

export const markerWord: Record<Marker, string> = {
  'first-alert': 'First alert received',
  'customer-reports': 'Customer reports started',
  'investigation-began': 'Investigation began',
  'root-cause-identified': 'Root cause identified',
  'fix-implemented': 'Fix implemented',
  'service-restored': 'Service restored',
}
export type Moment = { marker: Marker; at: number; from: 'marked' | 'derived' }

/** §4.2's six moments: as people marked them, else from the event that shows them; nothing is reckoned. */
export function keyMoments(
  i: Incident,
  events: UnknownEvent[],
): (Moment | { marker: Marker; at: undefined })[] {
  const known = events.filter(isKnown)
  const at = (type: IncidentEvent['type'], test: (e: IncidentEvent) => boolean = () => true) =>
    known.find(e => e.type === type && test(e))?.at
  const restored = at('recovery.validated', e => e.type === 'recovery.validated' && e.data.passed)
  const derived: Record<Marker, number | undefined> = {
    'first-alert': undefined,
    'customer-reports': undefined,
    'investigation-began': at('investigation.requested') ?? at('diagnostics.requested'),
    'root-cause-identified': at(
      'status.changed',
      e => e.type === 'status.changed' && e.data.to === 'identified',
    ),
    'fix-implemented': lastChange(known, restored ?? i.ended?.at),
    'service-restored': restored,
  }
  return (Object.keys(derived) as Marker[]).map(marker => {
    const marked = i.markers[marker]
    if (marked !== undefined) return { marker, at: marked, from: 'marked' as const }
    const found = derived[marker]
    return found === undefined ? { marker, at: undefined } : { marker, at: found, from: 'derived' as const }
  })
}

/** Kinds of action that tell people or keep data: they mend nothing. */
const mendsNothing = new Set(['notify-customers', 'chat-post', 'logs-export'])

/** The last change that succeeded before all was well, and that nobody has undone. */
function lastChange(known: IncidentEvent[], until = Number.POSITIVE_INFINITY): number | undefined {
  const undone = new Set(known.flatMap(e => (e.type === 'action.undone' ? [e.data.request] : [])))
  return known.findLast(
    e =>
      e.type === 'action.succeeded' &&
      e.at <= until &&
      !mendsNothing.has(e.data.kind) &&
      !undone.has(e.data.request),
  )?.at
}

export type Impact = {
  startedAt: number
  startedFrom: 'triage' | 'first alert' | 'declared'
  endedAt: number | undefined
  customers: number | undefined
  customersFrom: string
  breaches: string[]
}

/** Duration, customers and broken promises, each with where it comes from. */
export function impactOf(i: Incident, events: UnknownEvent[]): Impact {
  const alert = i.markers['first-alert']
  const [startedAt, startedFrom] =
    i.triage.when !== undefined
      ? ([i.triage.when, 'triage'] as const)
      : alert !== undefined
        ? ([alert, 'first alert'] as const)
        : ([i.declaredAt, 'declared'] as const)
  const known = events.filter(isKnown)
  const findings = known.flatMap(e => (e.type === 'diagnostics.completed' ? e.data.findings : []))
  const most = (name: string) => {
    const told = findings.flatMap(f =>
      typeof f.evidence[name]?.value === 'number' ? [Number(f.evidence[name].value)] : [],
    )
    return told.length === 0 ? undefined : Math.max(...told)
  }
  const measured = most('customersAffected')
  const said = i.triage.customersAffected
  const customers = [measured, said].filter(n => n !== undefined)
  const took = i.firstAcknowledged === undefined ? undefined : i.firstAcknowledged.at - i.declaredAt
  const wait = most('longestWait')
  return {
    startedAt,
    startedFrom,
    endedAt: i.ended?.at,
    customers: customers.length === 0 ? undefined : Math.max(...customers),
    customersFrom:
      measured !== undefined && measured >= (said ?? 0) ? 'measured by the probes' : 'as people said',
    breaches: [
      ...(took === undefined
        ? ['nobody acknowledged it']
        : took > i.respondWithinMs
          ? [`acknowledged after ${duration(took)} instead of ${duration(i.respondWithinMs)}`]
          : []),
      ...(wait !== undefined && wait > 90 ? [`somebody waited ${wait} minutes for help (promised: 90)`] : []),
    ],
  }
}

/** Who took part: everybody who did something, in the order in which they came. */
export function attendees(i: Incident, events: UnknownEvent[], chat: { user: string }[]): string[] {
  const people = [...Object.values(i.roles), ...events.map(e => e.by), ...chat.map(m => m.user)]
  return [...new Set(people)].filter(u => /^[UW][A-Z0-9]+$/.test(u))
}
