import { author, date, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { updateDueAt } from '../../incident/updates/cadence.ts'
import { statusWord } from '../words.ts'
import type { Notice, Of } from './index.ts'

export function updatePosted(e: Of<'update.posted'>, i: Incident): Notice {
  const due = updateDueAt(i)
  const next = due === undefined ? '' : safe` Next update by ${date(due)}.`
  return { text: safe`📣 *Update* (${statusWord[i.status]}) by ${author(e.by)}: ${e.data.text}${next}` }
}
