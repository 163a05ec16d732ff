import { actions, author, button, date, encodeMeta, join, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** §6.1: the report was due, and its upload has failed. */
export function reportReminded(e: Of<'report.reminded'>, i: Incident): Notice {
  const { dueAt, to } = e.data
  const text = safe`⏰ The preliminary report of ${i.id} was due ${date(dueAt)} and is not here.`
  return {
    text: join([text, to === undefined ? undefined : safe`${author(to)} was told directly.`], ' '),
    blocks: actions([button('export-report', 'Export', encodeMeta({ i: i.id }), { style: 'primary' })]),
  }
}
