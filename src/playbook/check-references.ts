import { responderRoles } from '../incident/model/words.ts'
import { clock } from './clock.ts'
import type { Playbook } from './schema.ts'

/** `beside`: the other place that a message is about; its line stands where the message says {line}. */
export type Wrong = [path: PropertyKey[], message: string, beside?: PropertyKey[]]

/** Every name that points to something must find it. */
export function checkReferences(p: Playbook): Wrong[] {
  const check = (path: PropertyKey[], name: string, among: object, what: string): Wrong[] =>
    Object.hasOwn(among, name)
      ? []
      : [[path, `no ${what} “${name}”; there are: ${Object.keys(among).join(', ')}`]]
  return [
    ...Object.entries(p.roles).flatMap(([k, r]) => [
      ...r.people.flatMap((x, n) => check(['roles', k, 'people', n], x, p.people, 'person')),
      ...(r.people.length === 0 && r.group === undefined && r.schedule === undefined
        ? ([[['roles', k], 'nobody holds it: give people, a group or a schedule']] as Wrong[])
        : []),
    ]),
    ...p['on-call'].flatMap((x, n) => check(['on-call', n], x, p.roles, 'role')),
    ...Object.entries(p.actions).flatMap(([k, a]) => [
      ...a.approval.roles.flatMap((x, n) =>
        check(['actions', k, 'approval', 'roles', n], x, p.roles, 'role'),
      ),
      ...(a.approval.later?.roles ?? []).flatMap((x, n) =>
        a.approval.roles.includes(x)
          ? []
          : ([[['actions', k, 'approval', 'later', 'roles', n], `${x} is not among the roles`]] as Wrong[]),
      ),
    ]),
    ...Object.entries(p.checklists).flatMap(([k, c]) => [
      ...c.steps.flatMap((x, n) =>
        check(['checklists', k, 'steps', n], x, { ...p.actions, ...p.manual }, 'action or manual step'),
      ),
      ...c.checks.flatMap((x, n) => check(['checklists', k, 'checks', n], x, p.diagnostics, 'probe')),
    ]),
    ...Object.entries(p.manual).flatMap(([k, m]) => [
      ...(m.owner === undefined || responderRoles.some(r => r === m.owner)
        ? []
        : check(['manual', k, 'owner'], m.owner, p.roles, 'role')),
      ...(Object.hasOwn(p.actions, k) ? ([[['manual', k], 'an action has this key too']] as Wrong[]) : []),
    ]),
    ...Object.entries(p.containment).flatMap(([k, x]) =>
      x === undefined ? [] : check(['containment', k], x, p.checklists, 'checklist'),
    ),
    ...Object.entries(p.toolbox).flatMap(([k, t]) =>
      t.probe === undefined ? [] : check(['toolbox', k, 'probe'], t.probe, p.diagnostics, 'probe'),
    ),
    ...Object.entries(p.fixes).flatMap(([k, x]) => check(['fixes', k], x, p.checklists, 'checklist')),
    ...(p.rollback === undefined ? [] : check(['rollback'], p.rollback, p.checklists, 'checklist')),
    ...Object.entries(p.escalation.levels).flatMap(([s, levels]) =>
      (levels ?? []).flatMap((l, n) => {
        const path = ['escalation', 'levels', s, n]
        const twice = (levels ?? []).findIndex(x => x.after === l.after) !== n
        return [
          ...l.roles.flatMap((x, m) => check([...path, 'roles', m], x, p.roles, 'role')),
          ...l.manual.flatMap((x, m) => check([...path, 'manual', m], x, p.manual, 'manual step')),
          ...(twice
            ? ([[[...path, 'after'], 'another level comes at this time: put both into one']] as Wrong[])
            : []),
          ...outOfOrder(l, levels?.[n - 1], [
            [...path, 'after'],
            ['escalation', 'levels', s, n - 1, 'after'],
          ]),
          ...(l['working-hours'] && p.escalation['working-hours'] === undefined
            ? ([
                [[...path, 'working-hours'], 'the playbook says no working-hours under escalation'],
              ] as Wrong[])
            : []),
        ]
      }),
    ),
    ...p.updates['raise-to'].flatMap((x, n) => check(['updates', 'raise-to', n], x, p.roles, 'role')),
    ...p.updates.audiences.flatMap((x, n) =>
      Object.values(p.channels).includes(x)
        ? []
        : ([[['updates', 'audiences', n], `no channel “${x}” under channels`]] as Wrong[]),
    ),
    ...p.updates.topics.flatMap((t, n) => [
      ...(p.updates.audiences.includes(t.tell)
        ? []
        : ([[['updates', 'topics', n, 'tell'], `“${t.tell}” is not among the audiences`]] as Wrong[])),
      ...t.services.flatMap((x, m) =>
        check(['updates', 'topics', n, 'services', m], x, p.services, 'service'),
      ),
      ...t.factors.flatMap((x, m) => [
        ...check(['updates', 'topics', n, 'factors', m], x, p.assessment.factors, 'factor'),
        ...(p.assessment.factors[x]?.number === undefined
          ? []
          : ([[['updates', 'topics', n, 'factors', m], `“${x}” is a number: it makes no topic`]] as Wrong[])),
      ]),
    ]),
    ...Object.entries(p.afterwards).flatMap(([s, a]) => [
      ...a.invite.flatMap((x, n) => check(['afterwards', s, 'invite', n], x, p.roles, 'role')),
      ...(a.collect === undefined
        ? []
        : check(['afterwards', s, 'collect'], a.collect, p.checklists, 'checklist')),
      ...(a['follow-up'] === undefined
        ? []
        : check(['afterwards', s, 'follow-up'], a['follow-up'], p.customers, 'audience of customers')),
    ]),
    ...p['break-glass'].roles.flatMap((x, n) => check(['break-glass', 'roles', n], x, p.roles, 'role')),
    ...(p.recovery['confirmed-by'] ?? []).flatMap((x, n) =>
      check(['recovery', 'confirmed-by', n], x, p.roles, 'role'),
    ),
    ...p.recovery.checks.flatMap((c, n) =>
      'diagnostic' in c
        ? check(['recovery', 'checks', n, 'diagnostic'], c.diagnostic, p.diagnostics, 'probe in diagnostics')
        : [],
    ),
    ...p.investigation.dependencies.flatMap((x, n) =>
      check(['investigation', 'dependencies', n], x, p.diagnostics, 'probe in diagnostics'),
    ),
  ]
}

/** They come by their times, whatever their order: a list that says otherwise has a slip in one of the two. */
function outOfOrder(
  level: { after: number },
  above: { after: number } | undefined,
  [at, atAbove]: [PropertyKey[], PropertyKey[]],
): Wrong[] {
  if (above === undefined || above.after <= level.after) return []
  const [time, timeAbove] = [clock(level.after), clock(above.after)]
  const message = `comes after ${time}, but the level above it after ${timeAbove} (line {line}): list them by time, or mend one of the times`
  return [[at, message, atAbove]]
}
