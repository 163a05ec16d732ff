import { placeholders } from '../incident/outside/drafts.ts'
import type { Policy, Sentence } from '../incident/policy.ts'
import type { Wrong } from './check-references.ts'
import type { Playbook } from './schema.ts'

type Given = { say: string; if?: string | undefined; unless?: string | undefined }

/** Conditions, gaps, probes and checklists must be there: a hole in a text is found here, not by customers. */
export function checkOutside(p: Playbook): Wrong[] {
  return [...checkDrafts(p), ...checkNames(p)]
}

function checkDrafts(p: Playbook): Wrong[] {
  const drafts: [PropertyKey[], Given[]][] = [
    ...Object.entries(p.texts).map(([k, d]): [PropertyKey[], Given[]] => [['texts', k], d]),
    ...Object.entries(p['status-page']?.drafts ?? {}).map(([k, d]): [PropertyKey[], Given[]] => [
      ['status-page', 'drafts', k],
      d,
    ]),
  ]
  const known = ['eta', ...Object.keys(p.conditions)]
  const strange = (c: string | undefined) => c !== undefined && !known.includes(c)
  return drafts.flatMap(([path, sentences]) =>
    sentences.flatMap((s, n): Wrong[] => [
      ...gaps(s.say).map(
        (name): Wrong => [[...path, n], `nothing fills {{${name}}}; there are: ${placeholders.join(', ')}`],
      ),
      ...[s.if, s.unless]
        .filter(strange)
        .map((c): Wrong => [[...path, n], `no condition “${c}”; there are: ${known.join(', ')}`]),
    ]),
  )
}

function checkNames(p: Playbook): Wrong[] {
  const list = (of: object) => Object.keys(of).join(', ') || 'none'
  const lost = (path: PropertyKey[], name: string, among: object, what: string): Wrong[] =>
    Object.hasOwn(among, name) ? [] : [[path, `no ${what} “${name}”; there are: ${list(among)}`]]
  return [
    ...gaps(p['status-page']?.name ?? '', ['incident']).map(
      (name): Wrong => [['status-page', 'name'], `only {{incident}} is filled in here, not {{${name}}}`],
    ),
    ...Object.entries(p['status-page']?.['by-hand'] ?? {}).flatMap(([s, steps]) =>
      (steps ?? []).flatMap(x => lost(['status-page', 'by-hand', s], x, p.manual, 'manual step')),
    ),
    ...Object.entries(p.conditions).flatMap(([k, c]) =>
      c.probes.flatMap(x => lost(['conditions', k, 'probes'], x, p.diagnostics, 'probe')),
    ),
    ...(p['sign-off'] === undefined ? [] : lost(['sign-off'], p['sign-off'], p.roles, 'role')),
    ...Object.entries(p.manual).flatMap(([k, m]) =>
      m.draft === undefined ? [] : lost(['manual', k, 'draft'], m.draft, p.texts, 'text'),
    ),
    ...Object.entries(p.customers).flatMap(([k, x]) =>
      lost(['customers', k], x.checklist, p.checklists, 'checklist'),
    ),
    ...Object.entries(p.actions).flatMap(([k, a]) => {
      const text = (a.with as { text?: unknown } | null)?.text
      return a.kind === 'notify-customers' && typeof text === 'string'
        ? lost(['actions', k, 'with', 'text'], text, p.texts, 'text')
        : []
    }),
  ]
}

const gaps = (say: string, known: readonly string[] = placeholders): string[] =>
  [...say.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name = '']) => name).filter(name => !known.includes(name))

type Outside = Pick<Policy, 'conditions' | 'texts' | 'customers' | 'statusPage' | 'paging' | 'signOff'>

export function compileOutside(p: Playbook): Outside {
  const page = p['status-page']
  return {
    conditions: map(p.conditions, c => ({
      canCall: c['can-call'],
      probes: c.probes,
      gatePassed: c['gate-passed'],
    })),
    texts: map(p.texts, sentences),
    customers: p.customers,
    ...(p['sign-off'] === undefined ? {} : { signOff: p['sign-off'] }),
    ...(page === undefined
      ? {}
      : {
          statusPage: {
            onDeclare: page['on-declare'],
            severities: page.severities,
            name: page.name,
            impact: defined(page.impact),
            components: page.components,
            byHand: defined(page['by-hand']),
            drafts: map(page.drafts, sentences) as NonNullable<Policy['statusPage']>['drafts'],
          },
        }),
    ...(p.paging === undefined
      ? {}
      : { paging: { severities: p.paging.severities, alerts: p.paging.alerts.map(defined) } }),
  }
}

const sentences = (given: Given[]): Sentence[] => given.map(defined)

function map<T, R>(record: Record<string, T>, make: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([k, v]) => [k, make(v)]))
}

function defined<T extends object>(o: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
