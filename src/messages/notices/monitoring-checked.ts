import { actions, button, encodeMeta, join, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { findingLine } from '../diagnostics.ts'
import type { Notice, Of } from './index.ts'

/** Loud when what was resolved is not well any more; a word when it is well again. */
export function monitoringChecked(e: Of<'monitoring.checked'>, i: Incident): Notice {
  if (e.data.healthy) return { text: safe`✅ The recovery checks of ${i.id} pass again.` }
  const bad = e.data.rows.filter(r => r.verdict !== 'healthy')
  const people = [...new Set([...Object.values(i.roles), ...i.onCall])]
  const who = join(people.map(mention), ' ')
  return {
    text: join(
      [
        safe`🔁 ${who}: ${i.id} was resolved, but is it over? A recovery check fails.`,
        ...bad.map(findingLine),
      ],
      '\n',
    ),
    blocks: actions([button('open-reopen', 'Reopen', encodeMeta({ i: i.id }), { style: 'danger' })]),
  }
}
