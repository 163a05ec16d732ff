import { mention, safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

/** Nobody can confirm it any more. */
export function askedEndVoided(e: Of<'override.voided'> | Of<'cancel.voided'>): Notice {
  const what = e.type === 'cancel.voided' ? 'cancel' : 'resolve without passed checks'
  return {
    text: safe`⌛ *Not confirmed*: the request to ${what} is void, since ${e.data.why}. ${mention(e.data.askedBy)} can ask again.`,
  }
}
