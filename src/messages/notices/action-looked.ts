import { actions, join, safe } from '../../blocks/index.ts'
import { settlersOf } from '../../incident/authorise.ts'
import type { Policy } from '../../incident/policy.ts'
import { type Incident, waitsForPerson } from '../../incident/state.ts'
import { settleButtons } from '../locks.ts'
import type { Notice, Of } from './index.ts'

/** The last look told nothing: somebody must say what they see, since nothing else can change the target until then. */
export function actionLooked(e: Of<'action.looked'>, i: Incident, policy: Policy): Notice {
  const r = i.requests[e.data.request]
  if (r === undefined || !waitsForPerson(r)) return undefined
  const who = settlersOf(r, policy)
    .map(role => `@${role}`)
    .join(' or ')
  return {
    text: join(
      [
        safe`⚠️ *Did “${r.title}” happen?* ${e.data.progress}.`,
        safe`${r.target} cannot be changed until ${who} looks at production and says so.`,
      ],
      '\n',
    ),
    blocks: actions(settleButtons(i, r)),
  }
}
