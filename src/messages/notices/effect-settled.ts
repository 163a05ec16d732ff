import { safe } from '../../blocks/index.ts'
import { asMarkup } from '../speech.ts'
import type { Notice, Of } from './index.ts'

/** A part that failed is said, so that a person can do it instead. */
export function effectSettled(e: Of<'effect.settled'>): Notice {
  return e.data.tell === undefined ? undefined : { text: safe`⚠️ ${asMarkup(e.data.tell)}` }
}
