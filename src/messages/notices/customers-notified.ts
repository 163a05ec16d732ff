import { safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

/** Who was reached, and what they read. */
export function customersNotified(e: Of<'customers.notified'>): Notice {
  const { audience, recipients, delivered, failed, text } = e.data
  const lost = failed === 0 ? '' : `, ${failed} could not be reached`
  return { text: safe`📨 Customers told (${audience}): ${delivered} of ${recipients}${lost}. “${text}”` }
}
