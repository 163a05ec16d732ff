import { z } from 'zod'

/** The parts of a root cause analysis (§4.2, §6.2), in the order of the template. */
export const rcaFields = [
  'what',
  'why1',
  'why2',
  'why3',
  'why4',
  'why5',
  'why6',
  'why7',
  'why8',
  'why9',
  'technical',
  'process',
  'human',
  'external',
  'causes',
  'well',
  'badly',
  'lessons',
  'revenue',
] as const
export type RcaField = (typeof rcaFields)[number]
export const rcaSchema = z.partialRecord(z.enum(rcaFields), z.string())
export type Rca = Partial<Record<RcaField, string>>

/** How many “whys” a form offers: those that are answered and one more, five at least. */
export function whysOffered(rca: Rca): number {
  const answered = rcaFields.filter(f => f.startsWith('why') && rca[f] !== undefined).length
  return Math.min(9, Math.max(5, answered + 1))
}

/**
 * What two people wrote at once: a field that only one of them changed is theirs; where both did, both texts
 * stand. Nobody's words are lost.
 */
export function merge(current: Rca, base: Rca, given: Rca): Rca {
  const merged: Rca = {}
  for (const field of rcaFields) {
    const [now = '', was = '', mine = ''] = [current[field], base[field], given[field]]
    const both = now !== was && mine !== was && now !== mine
    const text = both ? [now, mine].filter(t => t !== '').join('\n') : mine === was ? now : mine
    if (text !== '') merged[field] = text
  }
  return merged
}
