import type { Message } from './build.ts'
import { replaceEach } from './replace-each.ts'
import type { SafeText } from './safe-text.ts'

const hidden = '[hidden]'
/**
 * What a secret looks like, and what replaces it. Each pattern reads any text in linear time, because no run of
 * characters that it tries can contain another place where it could begin.
 */
const patterns: [pattern: RegExp, instead: (found: string, kept?: string) => string][] = [
  [/\bxox[a-z]-[\w-]{10,}/g, () => hidden],
  [/\bxapp-[\w-]{10,}/g, () => hidden],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, () => hidden],
  [/\b[Bb]earer\s+[\w.~+/-]{8,}=*/g, () => hidden],
  // A signed token (JWT) has three parts. A match with fewer parts is another word that begins with `eyJ`.
  [/\beyJ[\w-]{10,}(?:\.[\w-]+)*/g, found => (found.split('.').length < 3 ? found : hidden)],
  [/(:\/\/[^\s:/@]*:)[^\s/@]+(?=@)/g, (_, kept = '') => `${kept}${hidden}`],
  [
    /((?:password|passwd|secret|token|api[_-]?key)["']?\s*[=:]\s*["']?)[^\s"'&,;]{4,}/gi,
    (_, kept = '') => `${kept}${hidden}`,
  ],
]
/** The digits of an incident's id: one in ten passes for a card. */
const incidentNumber = /^\d{8}-\d{6}(?:-\d+)?$/
const cardNumber = /\b\d(?:[ -]?\d){12,18}\b/g

/** Takes out what looks like a secret or a card number, wherever it came from. */
export function redact(words: string): string {
  const clean = patterns.reduce((text, [pattern, instead]) => replaceEach(text, pattern, instead), words)
  return replaceEach(clean, cardNumber, digits =>
    !incidentNumber.test(digits) && isCard(digits) ? hidden : digits,
  )
}

/** Luhn's check, so that most long numbers that are no cards stay. Whatever is no digit is left out. */
function isCard(digits: string): boolean {
  let count = 0
  let sum = 0
  let allAlike = true
  let last = -1
  for (let at = digits.length - 1; at >= 0; at--) {
    const d = digits.charCodeAt(at) - 48
    if (d < 0 || d > 9) continue
    const n = count % 2 === 1 ? 2 * d : d
    sum += n > 9 ? n - 9 : n
    if (count > 0 && d !== last) allAlike = false
    last = d
    count++
  }
  return count >= 13 && sum % 10 === 0 && !allAlike
}

/** Every text of a message; ids and values are ours and stay as they are. */
export function redactMessage({ attachment, ...rest }: Message): Message {
  const clean = walk(rest, '') as Message
  if (attachment === undefined) return clean
  const fields = attachment.fields.map(f => ({ ...f, value: redact(f.value) as SafeText }))
  return { ...clean, attachment: { ...attachment, fields } }
}

const opaque = new Set(['action_id', 'block_id', 'value', 'type', 'url', 'style'])

function walk(node: unknown, key: string): unknown {
  if (typeof node === 'string') return opaque.has(key) ? node : redact(node)
  if (Array.isArray(node)) return node.map(n => walk(n, key))
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v, k)]))
}
