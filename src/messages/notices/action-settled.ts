import { author, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** What a person says became of an action. */
export function actionSettled(e: Of<'action.settled'>, i: Incident): Notice {
  const title = i.requests[e.data.request]?.title ?? e.data.kind
  const says = e.data.happened ? 'happened' : 'did not happen'
  return {
    text: safe`“${title}” ${says}, says ${author(e.by)}: ${e.data.saw}\n${e.data.target} can be changed again.`,
  }
}
