import { redact } from '../blocks/index.ts'
import type { LogLine } from './ports/logs.ts'

/** Lines of one pattern: what differs from line to line is `#`. Times are milliseconds since the epoch. */
export type LineGroup = { pattern: string; count: number; first: number; last: number; samples: string[] }

const mostGroups = 2000
const mostSamples = 3
const looksAt = 300
const rest = '(other patterns)'

/** Groups a stream of lines in bounded memory; what is shown of them is redacted. */
export function createGrouper() {
  const groups = new Map<string, LineGroup>()
  let total = 0
  return {
    add({ text, at }: LogLine): void {
      total++
      const own = normalise(text)
      const pattern = groups.has(own) || groups.size < mostGroups ? own : rest
      const group = groups.get(pattern)
      if (group === undefined) {
        groups.set(pattern, { pattern, count: 1, first: at, last: at, samples: [text.slice(0, 1000)] })
        return
      }
      group.count++
      if (at < group.first) group.first = at
      if (at > group.last) group.last = at
      if (group.samples.length < mostSamples) group.samples.push(text.slice(0, 1000))
    },
    total: () => total,
    count: () => groups.size,
    top: (n: number): LineGroup[] =>
      [...groups.values()]
        .sort((a, b) => b.count - a.count || a.first - b.first)
        .slice(0, n)
        .map(g => ({ ...g, pattern: redact(g.pattern), samples: g.samples.map(s => redact(stripAnsi(s))) })),
  }
}

const esc = '\u001b'
const ansi = new RegExp(`${esc}\\[[0-9;?]*[ -/]*[@-~]`, 'g')
/** Colour codes of terminals say nothing here. */
export const stripAnsi = (text: string): string => (text.includes(esc) ? text.replaceAll(ansi, '') : text)

const joins = new Set([...'.:/+-'].map(c => c.charCodeAt(0)))

/**
 * The line with every word that has a digit in it as `#`, and runs of them (dates, addresses, ids) as one.
 * By hand, since it runs over every line: regular expressions took three times as long.
 */
export function normalise(line: string): string {
  const text = stripAnsi(line.length > looksAt ? line.slice(0, looksAt) : line)
  let out = ''
  let start = 0
  let word = -1
  let hasDigit = false
  for (let i = 0; i <= text.length; i++) {
    const c = i < text.length ? text.charCodeAt(i) : 32
    const isDigit = c >= 48 && c <= 57
    if (isDigit || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95) {
      if (word < 0) word = i
      if (isDigit) hasDigit = true
      continue
    }
    if (word >= 0 && hasDigit) {
      // `#.#`, `#-#`, `#:#` are one number, date or address: the last `#` stands for all of it.
      if (start === 0 || word - start !== 1 || !joins.has(text.charCodeAt(start)))
        out += `${text.slice(start, word)}#`
      start = i
    }
    word = -1
    hasDigit = false
  }
  return out + text.slice(start)
}
