import { date, join, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

export function reopened(e: Of<'incident.reopened'>, i: Incident): Notice {
  const { review } = i
  return {
    text: join(
      [
        safe`↩️ ${i.id} was reopened as ${i.severity} by ${mention(e.by)}: ${e.data.reason}. The clocks run again.`,
        review?.off === e.seq
          ? safe`The post-mortem planned for ${date(review.at, '{date_short_pretty} {time}')} is off; a new invitation comes once this is resolved again.`
          : undefined,
      ],
      ' ',
    ),
  }
}
