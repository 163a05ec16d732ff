import { actions, button, date, duration, encodeMeta, join, safe } from '../../blocks/index.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** §6.1: what follows by itself, and what is offered. */
export function followUpPlanned(e: Of<'follow-up.planned'>, i: Incident, policy: Policy): Notice {
  const { report, meeting, monitoring } = e.data
  const value = encodeMeta({ i: i.id })
  const collect = policy.afterwards[i.severity]?.collect
  if (report === 'offered' && meeting === undefined)
    return {
      text: safe`A preliminary report can be made of this; nobody has to.`,
      blocks: actions([button('export-report', 'Export', value)]),
    }
  return {
    text: join(
      [
        safe`*What follows*`,
        report === 'automatic' ? safe`• The preliminary report comes below in a moment.` : undefined,
        meeting === undefined
          ? undefined
          : safe`• Post-mortem ${date(meeting.at, '{date_short_pretty} {time}')}: the calendar file is below; move it if it does not suit.`,
        monitoring === undefined
          ? undefined
          : safe`• Recovery is checked every ${duration(monitoring.everyMs)} until ${date(monitoring.until, '{date_short_pretty} {time}')}.`,
      ],
      '\n',
    ),
    blocks:
      collect === undefined
        ? []
        : actions([button('open-contain', 'Collect the data', encodeMeta({ i: i.id, list: collect }))]),
  }
}
