import { z } from 'zod'
import { evidenceName } from './address.ts'
import type { Finding } from './probe.ts'

/** What every probe of one number is told: the name that rules know it by, and what is still normal. */
export const numberShape = {
  as: evidenceName,
  unit: z.string().max(20).optional(),
  /** More than this is unhealthy; absent = the number is only told. */
  most: z.number().optional(),
}
type Judge = { as: string; unit?: string | undefined; most?: number | undefined }

export function judgeNumber(given: number, { as, unit, most }: Judge): Finding {
  const value = Math.round(given * 10) / 10
  const words = `${value}${unit === undefined ? '' : ` ${unit}`}`
  return {
    verdict: most !== undefined && value > most ? 'unhealthy' : 'healthy',
    detail: most === undefined ? words : `${words} (normal ≤ ${most})`,
    evidence: { [as]: { value, ...(unit === undefined ? {} : { unit }) } },
  }
}
