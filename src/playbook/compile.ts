import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { canonical, hashBytes } from '../incident/model/chain.ts'
import type { Json } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import { checkAssumptions, compileAssumptions, isAssumed } from './assumptions.ts'
import { checkReferences, type Wrong } from './check-references.ts'
import { checkAssessment, compileAssessment } from './compile-assessment.ts'
import { compileAfterwards, compileEscalation, compileUpdates } from './compile-clocks.ts'
import { checkOutside, compileOutside } from './compile-outside.ts'
import { compileInvestigation, compileRecovery } from './compile-recovery.ts'
import { type Fault, locate } from './faults.ts'
import { type Playbook, playbookSchema } from './schema.ts'
import { listNeeded } from './values.ts'

/** The kinds that exist, each with the schema of its parameters. */
export type Kinds = {
  /** `sends`: leaves something behind in production, so never on a schedule. */
  probes: Record<string, { params: z.ZodType; sends?: boolean }>
  actions: Record<string, { params: z.ZodType }>
}
export type Compiled = { ok: true; policy: Policy } | { ok: false; faults: Fault[] }

/** playbook.yml → what the core decides by, or every fault at once with its line. */
export function compilePlaybook(source: string, file: string, kinds: Kinds): Compiled {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  const at = (path: PropertyKey[], message: string) => locate({ document, lines, file }, path, message)
  if (document.errors.length > 0)
    return {
      ok: false,
      faults: document.errors.map(e => {
        const { line, col } = lines.linePos(e.pos[0])
        return { file, line, column: col, path: '', message: `not YAML: ${e.message}` }
      }),
    }
  const parsed = playbookSchema.safeParse(document.toJS())
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap(i => describe(i, at)) }
  const wrong = [
    ...checkReferences(parsed.data),
    ...checkAssessment(parsed.data),
    ...checkOutside(parsed.data),
    ...checkAssumptions(document.toJS(), parsed.data),
    ...parameters(parsed.data, kinds),
  ]
  if (wrong.length > 0)
    return {
      ok: false,
      faults: wrong.map(([path, message, beside]) =>
        at(path, beside === undefined ? message : message.replace('{line}', String(at(beside, '').line))),
      ),
    }
  const written = document.toJS()
  const assumptions = compileAssumptions(written, parsed.data)
  const needed = listNeeded(written)
  return { ok: true, policy: { ...toPolicy(parsed.data, hashBytes(source)), assumptions, needed } }
}

function describe(issue: z.core.$ZodIssue, at: (path: PropertyKey[], message: string) => Fault): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(k => at([...issue.path, k], `unknown key “${k}”`))
  if (issue.code === 'invalid_type' && /received undefined/.test(issue.message))
    return [at(issue.path, `missing; ${issue.message.replace('Invalid input: ', '')}`)]
  return [at(issue.path, issue.message.replace('Invalid input: ', ''))]
}

/** The parameters of each probe and action, by its own kind's schema. */
function parameters(p: Playbook, kinds: Kinds): Wrong[] {
  const check = (
    path: PropertyKey[],
    kind: string,
    given: unknown,
    among: Record<string, { params: z.ZodType }>,
    field: string,
  ): Wrong[] => {
    const known = among[kind]
    if (known === undefined)
      return [[[...path, field], `no kind “${kind}”; there are: ${Object.keys(among).join(', ')}`]]
    const parsed = known.params.safeParse(given)
    if (parsed.success) return []
    return parsed.error.issues.map(i => [
      [...path, 'with', ...i.path],
      i.message.replace('Invalid input: ', ''),
    ])
  }
  return [
    ...Object.entries(p.diagnostics).flatMap(([k, d]): Wrong[] =>
      kinds.probes[d.probe]?.sends === true
        ? [[['diagnostics', k, 'probe'], `${d.probe} leaves something in production: only under recovery`]]
        : check(['diagnostics', k], d.probe, d.with, kinds.probes, 'probe'),
    ),
    ...p.recovery.checks.flatMap((c, n) =>
      'probe' in c ? check(['recovery', 'checks', n], c.probe, c.with, kinds.probes, 'probe') : [],
    ),
    ...Object.entries(p.actions).flatMap(([k, a]) =>
      check(['actions', k], a.kind, a.with, kinds.actions, 'kind'),
    ),
  ]
}

function toPolicy(p: Playbook, hash: string): Omit<Policy, 'assumptions' | 'needed'> {
  const map = <T, R>(record: Record<string, T>, make: (key: string, value: T) => R): Record<string, R> =>
    Object.fromEntries(Object.entries(record).map(([k, v]) => [k, make(k, v)]))
  const room = p['war-room']
  const probes = Object.entries(p.diagnostics).map(([key, d]) => ({
    key,
    kind: d.probe,
    title: d.title,
    params: d.with as Json,
    timeoutMs: d.timeout,
    ...(isAssumed(p, key) ? { isAssumed: true } : {}),
  }))
  return {
    hash,
    company: p.company,
    timezone: p.timezone,
    ...(room === undefined ? {} : { warRoom: room }),
    channels: { ...p.channels, emergency: p.channels.emergency ?? '' },
    people: map(p.people, (key, { name, ...rest }) => ({ key, name, ...withoutUndefined(rest) })),
    roles: map(p.roles, (name, role) => ({ name, ...withoutUndefined(role) })),
    onCall: p['on-call'],
    services: Object.entries(p.services).map(([key, name]) => ({ key, name })),
    regions: Object.entries(p.regions).map(([key, name]) => ({ key, name })),
    severities: map(p.severities, (_, s) => ({
      name: s.name,
      means: s.means,
      examples: s.examples,
      respondWithinMs: s['respond-within'],
      updateEveryMs: s['update-every'],
    })) as Policy['severities'],
    phases: p.phases.map((f, n) => ({
      number: n + 1,
      name: f.name,
      fromMs: f.from,
      ...(f.to === undefined ? {} : { toMs: f.to }),
      steps: f.steps,
    })),
    probes,
    actions: map(p.actions, (key, a) => ({
      key,
      kind: a.kind,
      title: a.title,
      params: a.with as Json,
      approval: {
        count: a.approval.count,
        roles: a.approval.roles,
        expiresMs: a.approval.expires,
        validMs: a.approval.valid,
        typed: a.approval.typed,
        ...(a.approval.later === undefined
          ? {}
          : {
              later: {
                roles: a.approval.later.roles,
                afterMs: a.approval.later.after,
                severities: a.approval.later.severities,
              },
            }),
      },
      verifyWithinMs: a['verify-within'],
      ...(a.shell === undefined ? {} : { shell: a.shell.trim() }),
      entry: canonical(a),
    })),
    checklists: map(p.checklists, (key, c) => ({
      key,
      title: c.title,
      steps: c.steps,
      wait: c.wait,
      onFailure: c['on-failure'],
      checks: c.checks,
    })),
    manual: map(p.manual, (key, { contact, public: isPublic, ...m }) => ({
      key,
      ...(isPublic === undefined ? {} : { isPublic }),
      ...withoutUndefined(m),
      ...(contact === undefined ? {} : { contact: withoutUndefined(contact) }),
    })) as Policy['manual'],
    contacts: p.contacts.map(withoutUndefined),
    toolbox: Object.entries(p.toolbox).map(([key, { within, ...t }]) => ({
      key,
      ...withoutUndefined(t),
      ...(within === undefined ? {} : { withinMs: within }),
    })),
    containment: withoutUndefined(p.containment),
    fixes: p.fixes,
    ...(p.rollback === undefined ? {} : { rollback: p.rollback }),
    assessment: compileAssessment(p),
    ...compileOutside(p),
    escalation: compileEscalation(p),
    updates: compileUpdates(p),
    afterwards: compileAfterwards(p),
    breakGlass: p['break-glass'],
    recovery: compileRecovery(p, probes),
    watch: map(p.watch, (_, every) => every.every) as Policy['watch'],
    investigation: compileInvestigation(p),
  }
}

function withoutUndefined<T extends object>(o: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
