import { createHash } from 'node:crypto'

/** The `prev` of the first event. */
export const genesis = '0'.repeat(64)

/** sha256 of the exact bytes that are stored (UTF-8), as hex. */
export function hashBytes(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export type StoredLine = { bytes: string; hash: string }
export type ChainVerdict =
  | { ok: true; events: number; head: string }
  | { ok: false; seq: number; why: string }

/** Walks a log from its first line, or on from what is known; says at which event it was changed, dropped or reordered. */
export function verifyChain(
  lines: readonly StoredLine[],
  known = { events: 0, head: genesis },
): ChainVerdict {
  let prev = known.head
  for (const [index, line] of lines.entries()) {
    const seq = known.events + index + 1
    if (hashBytes(line.bytes) !== line.hash) return { ok: false, seq, why: 'its bytes do not match its hash' }
    const stored = readLine(line.bytes)
    if (stored === undefined) return { ok: false, seq, why: 'it is not JSON' }
    if (stored.prev !== prev) return { ok: false, seq, why: 'it does not follow the event before it' }
    if (stored.seq !== seq) return { ok: false, seq, why: `it calls itself number ${String(stored.seq)}` }
    prev = line.hash
  }
  return { ok: true, events: known.events + lines.length, head: prev }
}

function readLine(bytes: string): { seq?: unknown; prev?: unknown } | undefined {
  try {
    return JSON.parse(bytes)
  } catch {
    return undefined
  }
}

/** JSON with sorted keys: equal values give equal text, whatever order they were built in. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}
