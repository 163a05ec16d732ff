import { actions, author, button, date, encodeMeta, join, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

export function reopened(e: Of<'incident.reopened'>, i: Incident): Notice {
  const { review } = i
  const reads = i.statusPage?.status === 'resolved'
  return {
    ...(reads ? { blocks: tellAgain(i) } : {}),
    text: join(
      [
        safe`↩️ ${i.id} was reopened as ${i.severity} by ${author(e.by)}: ${e.data.reason}. The clocks run again.`,
        review?.off === e.seq
          ? safe`The post-mortem planned for ${date(review.at, '{date_short_pretty} {time}')} is off; a new invitation comes once this is resolved again.`
          : undefined,
        reads ? safe`The public reads “Resolved”.` : undefined,
      ],
      ' ',
    ),
  }
}

const tellAgain = (i: Incident) =>
  actions([
    button('open-status-page', 'Status page: Investigating', encodeMeta({ i: i.id, list: 'investigating' })),
  ])
