import {
  actions,
  author,
  button,
  date,
  duration,
  encodeMeta,
  join,
  type Markup,
  type SafeBlock,
  type SafeButton,
  safe,
  section,
} from '../../blocks/index.ts'
import type { Policy } from '../../incident/policy.ts'
import type { FollowUps, Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** Somebody asked for what was only offered. */
export function followUpPlanned(e: Of<'follow-up.planned'>): Notice {
  const lines = planLines(e.data)
  const text =
    e.by === 'pitcrew' ? join([safe`*What follows*`, ...lines], '\n') : join([asked(e.by), ...lines], '\n')
  return lines.length === 0 ? undefined : { text, under: 'end' }
}

const asked = (by: string) => safe`${author(by)} asked for it:`

/** §6.1, for the message of the end: what follows by itself, or what is offered with a button each. */
export function whatFollows(i: Incident, policy: Policy): SafeBlock[] {
  const { followUps } = i
  if (followUps === undefined) return []
  const { offered = [] } = followUps
  const lines = [
    followUps.report === undefined
      ? undefined
      : safe`• The preliminary report comes in this thread in a moment.`,
    ...planLines(followUps),
  ].filter(line => line !== undefined)
  const collect = policy.afterwards[i.severity]?.collect
  const buttons = [
    ...offerButtons(i, offered),
    ...(collect === undefined
      ? []
      : [button('open-contain', 'Collect the data', encodeMeta({ i: i.id, list: collect }))]),
  ]
  const text = join(
    [
      offered.length === 0 ? undefined : offer(offered),
      lines.length === 0 ? undefined : safe`*What follows*`,
      ...lines,
    ],
    '\n',
  )
  return [...(text.text === '' ? [] : [section(text)]), ...actions(buttons)]
}

type Plan = {
  meeting?: { at: number } | undefined
  monitoring?: { until: number; everyMs: number } | undefined
}

function planLines({ meeting, monitoring }: Plan): Markup[] {
  return [
    ...(meeting === undefined
      ? []
      : [
          safe`• Post-mortem ${date(meeting.at, '{date_short_pretty} {time}')}: those invited are told directly, and the calendar file comes in this thread; move it if it does not suit.`,
        ]),
    ...(monitoring === undefined
      ? []
      : [
          safe`• Recovery is checked every ${duration(monitoring.everyMs)} until ${date(monitoring.until, '{date_short_pretty} {time}')}.`,
        ]),
  ]
}

function offer(offered: NonNullable<FollowUps['offered']>): Markup {
  const words = [
    'A preliminary report can be made of this',
    ...(offered.includes('meeting') ? ['a post-mortem planned'] : []),
    ...(offered.includes('monitoring') ? ['recovery watched'] : []),
  ]
  return safe`${words.join(', ')}; nobody has to.`
}

function offerButtons(i: Incident, offered: NonNullable<FollowUps['offered']>): SafeButton[] {
  const value = encodeMeta({ i: i.id })
  const of = {
    report: button('export-report', 'Export', value),
    meeting: button('plan-meeting', 'Plan post-mortem', value),
    monitoring: button('watch-recovery', 'Watch recovery', value),
  }
  return offered.map(what => of[what])
}
