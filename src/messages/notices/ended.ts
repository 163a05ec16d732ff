import { actions, button, duration, encodeMeta, join, mention, safe, section } from '../../blocks/index.ts'
import type { Policy } from '../../incident/policy.ts'
import { type Incident, standingChanges } from '../../incident/state.ts'
import { whatFollows } from './follow-up-planned.ts'
import { gateTable } from './gate.ts'
import type { Notice, Of } from './index.ts'

/** §5.2: id, duration, status; the head of the log, so that it can be checked later; what is still changed; what follows. */
export function ended(
  e: Of<'incident.resolved'> | Of<'incident.cancelled'>,
  i: Incident,
  policy: Policy,
): Notice {
  const took = duration(e.at - i.declaredAt)
  if (e.type === 'incident.cancelled')
    return {
      text: safe`⚫ *Incident cancelled* by ${mention(e.by)} after ${took}: ${e.data.reason}\n${i.id}`,
    }
  const gate =
    e.data.override === undefined
      ? 'recovery checks passed'
      : `without passed checks: ${e.data.override}${e.data.askedBy === undefined ? '' : ' (two people said so)'}`
  const text = join(
    [
      safe`✅ *Incident resolved* by ${mention(e.by)}: ${e.data.summary}`,
      safe`*Incident ID* ${i.id}   *Duration* ${took}   *Status* ${gate}`,
      i.recovery === undefined || e.data.override !== undefined ? undefined : gateTable(i.recovery.rows),
      safe`Timeline of ${e.seq} events, head \`${e.hash.slice(0, 16)}\``,
    ],
    '\n',
  )
  const open = standingChanges(i)
  const page =
    i.statusPage === undefined || i.statusPage.status === 'resolved'
      ? []
      : actions([
          button('open-status-page', 'Status page: Resolved', encodeMeta({ i: i.id, list: 'resolved' }), {
            style: 'primary',
          }),
          button('show-comms', 'Communications', encodeMeta({ i: i.id })),
        ])
  const after = whatFollows(i, policy)
  if (open.length === 0) return { text, blocks: [...page, ...after] }
  return {
    text,
    blocks: [
      ...page,
      section(safe`*Still changed in production*`),
      ...open.map(r =>
        section(
          safe`${r.title} (undo: ${r.undo})`,
          button('undo-action', 'Undo', encodeMeta({ i: i.id, b: r.batch, r: r.id })),
        ),
      ),
      ...after,
    ],
  }
}
