const number = String.raw`\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?`
const part = String.raw`(?:(?:${number})\s*|an?\s+)(?:mins?|minutes?|m|hrs?|hours?|h|days?|d)`
const bare = new RegExp(`^-?(?:${number})$`)
const whole = new RegExp(String.raw`^-?${part}(?:\s*(?:and\s+)?${part})*$`)
const each = new RegExp(String.raw`((?:${number})\s*|\ban?\s+)([mhd])[a-z]*`, 'g')
const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `15m`, `15 minutes`, `1h 30m`, `an hour`, `10,000` (minutes) as milliseconds; anything else → undefined. */
export function readSpan(typed: string): number | undefined {
  const text = typed.trim().toLowerCase()
  const count = (words: string) => (words.startsWith('a') ? 1 : Number(words.replaceAll(',', '')))
  if (bare.test(text)) return count(text) * 60_000
  if (!whole.test(text)) return undefined
  const sum = [...text.matchAll(each)].reduce((ms, [, n = '', u = '']) => ms + count(n) * (unitMs[u] ?? 0), 0)
  return text.startsWith('-') ? -sum : sum
}
