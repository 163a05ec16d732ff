import { safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

export function actionUnknown(e: Of<'action.unknown'>, i: Incident): Notice {
  const title = i.requests[e.data.request]?.title ?? e.data.kind
  return {
    text: safe`⚠️ It is not known whether “${title}” on ${e.data.target} took effect: ${e.data.detail}. Nothing is repeated; Pitcrew is looking at production now. Do not run it by hand until that is told.`,
  }
}
