import {
  actions,
  attachment,
  author,
  button,
  duration,
  encodeMeta,
  join,
  type Markup,
  mention,
  type SafeBlock,
  safe,
  section,
  stopwatch,
} from '../../blocks/index.ts'
import { mayTellCustomers } from '../../incident/outside/customers.ts'
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
          safe`⚫ *Incident cancelled* by ${author(e.by)} after ${took}: ${e.data.reason}`,
          asked === undefined
            ? undefined
            : safe`${author(asked)} asked for it, ${author(e.by)} confirmed it.`,
          failing.length === 0 ? undefined : safe`⚠️ Not well at that time: ${failing.join(', ')}`,
          safe`${i.id}`,
        ],
        '\n',
      ),
      blocks: locked,
    }
  }
  const said = attachment('good', [
    ['Incident ID', safe`${i.id}`, 'short'],
    ['Duration', safe`${stopwatch(e.at - i.declaredAt)}`, 'short'],
    ['Status', statusOf(e), 'long'],
  ])
  const text = join(
    [
      safe`✅ *INCIDENT RESOLVED* by ${author(e.by)}: ${e.data.summary}`,
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
  const after = [...followUpMail(i, policy), ...whatFollows(i, policy)]
  if (open.length === 0) return { text, attachment: said, blocks: [...page, ...locked, ...after] }
  return {
    text,
    attachment: said,
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

function statusOf({ data: { override, askedBy } }: Of<'incident.resolved'>): Markup {
  if (override === undefined) return safe`All services operational`
  return safe`Resolved without passing checks: ${override}${askedBy === undefined ? '' : ' (two people said so)'}`
}

/** §5.2: where customers were affected, whoever speaks for the incident is asked to write to them. */
function followUpMail(i: Incident, policy: Policy): SafeBlock[] {
  const audience = policy.afterwards[i.gravest]?.followUp
  if (audience === undefined || !mayTellCustomers(i, policy, audience)) return []
  const why = whyAffected(i)
  if (why === undefined) return []
  const who = i.roles.communications ?? i.roles.commander
  const asked = who === undefined ? safe`Send them` : safe`${mention(who)}, send them`
  return [
    section(safe`📧 *Customers were affected* (${why}). ${asked} the follow-up e-mail.`),
    ...actions([
      button('open-customers', `Tell customers (${audience})`, encodeMeta({ i: i.id, list: audience })),
    ]),
  ]
}

function whyAffected(i: Incident): string | undefined {
  const most = Math.max(i.customersAffected ?? 0, i.triage.customersAffected ?? 0)
  if (most > 0) return most === 1 ? '1 customer' : `${most} customers`
  if (i.canCall === 'no') return 'they could not call'
  return i.customersTold === true ? 'they were told of it' : undefined
}
