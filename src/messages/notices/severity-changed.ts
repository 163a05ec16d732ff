import { author, duration, safe } from '../../blocks/index.ts'
import { severityMark } from '../words.ts'
import type { Notice, Of } from './index.ts'

export function severityChanged(e: Of<'severity.changed'>): Notice {
  const { from, to, reason, updateEveryMs } = e.data
  return {
    text: safe`${severityMark[to]} Severity ${from} → *${to}* by ${author(e.by)}: ${reason}. Updates are due every ${duration(updateEveryMs)}.`,
  }
}
