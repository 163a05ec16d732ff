import { author, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** Loud on purpose: one person acted without a second. */
export function breakGlass(e: Of<'break-glass.used'>, i: Incident): Notice {
  if (e.data.requests.length === 0)
    return {
      text: safe`🔓 *Break-glass*: ${author(e.by)} resolves alone, without passed checks and without a second person. Reason: ${e.data.reason}. It will be reviewed in the post-mortem.`,
    }
  const what = e.data.requests.map(r => i.requests[r]?.title ?? r).join(', ')
  return {
    text: safe`🔓 *Break-glass*: ${author(e.by)} runs “${what}” alone, without a second person. Reason: ${e.data.reason}. It will be reviewed in the post-mortem.`,
  }
}
