import { safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

/** Somebody acknowledged or resolved it in the pager: said here, and nothing more is made of it. */
export function pagedElsewhere(e: Of<'page.acknowledged'> | Of<'page.resolved'>): Notice {
  const { elsewhere } = e.data
  if (elsewhere === undefined) return undefined
  return e.type === 'page.resolved'
    ? {
        text: safe`📟 ${elsewhere} has resolved it in PagerDuty. Here it is still open: Resolve checks recovery first.`,
      }
    : {
        text: safe`📟 ${elsewhere} has acknowledged it in PagerDuty. Whoever works on it here: please Acknowledge too.`,
      }
}
