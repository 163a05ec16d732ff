import { actions, button, duration, encodeMeta, join, mention, safe, section } from '../../blocks/index.ts'
import type { Policy } from '../../incident/policy.ts'
import { type Incident, standingChanges } from '../../incident/state.ts'
import { lockBlocks } from '../locks.ts'
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
  const locked = lockBlocks(i)
  if (e.type === 'incident.cancelled') {
    const asked = e.data.askedBy
    const failing = e.data.failing ?? []
    return {
      text: join(
        [
          safe`⚫ *Incident cancelled* by ${mention(e.by)} after ${took}: ${e.data.reason}`,
          asked === undefined
            ? undefined
            : safe`${mention(asked)} asked for it, ${mention(e.by)} confirmed it.`,
          failing.length === 0 ? undefined : safe`⚠️ Not well at that time: ${failing.join(', ')}`,
          safe`${i.id}`,
        ],
        '\n',
      ),
      blocks: locked,
    }
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
  if (open.length === 0) return { text, blocks: [...page, ...locked, ...after] }
  return {
    text,
    blocks: [
      ...page,
      ...locked,
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
