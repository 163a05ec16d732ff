import { z } from 'zod'

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

export function toMs(text: string): number {
  return Math.round(Number(text.slice(0, -1)) * units[text.at(-1) as keyof typeof units])
}

/** `90s`, `5m`, `2h`, `1d` → milliseconds. */
export const duration = z
  .string()
  .regex(/^[1-9]\d*(\.\d+)?[smhd]$/, 'expected a duration like 90s, 5m, 2h or 1d')
  .transform(toMs)

export const key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a lower-case key with dashes')
export const filled = z.string().min(1, 'expected some text')
export const channel = z
  .string()
  .regex(
    /^(?:[a-z0-9_-]{1,80}|[CG][A-Z0-9]{7,})$/,
    'expected a channel name without #, or a channel’s id like C012ABCDEF',
  )
