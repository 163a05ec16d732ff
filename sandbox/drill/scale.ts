import { parse, stringify } from 'yaml'

const scaled = new Set([
  'respond-within',
  'update-every',
  'verify-within',
  'expires',
  'after',
  'from',
  'to',
  'hold',
  'every',
  'warn',
  'lead',
  'for',
  'report-within',
  'meeting-within',
  'remind-before',
])
const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const leastMs = 1000

/** A copy of the playbook whose clocks run `speed` times as fast; the bot itself is not touched. */
export function scaleDurations(source: string, speed: number): string {
  return stringify(walk(parse(source), '', speed))
}

/** A condition of production, not a clock of the playbook: just short enough to be met in a drill. */
const inDrills: Record<string, string> = { olderThan: '2s' }

function walk(node: unknown, key: string, speed: number): unknown {
  if (typeof node === 'string' && inDrills[key] !== undefined) return inDrills[key]
  if (typeof node === 'string' && scaled.has(key)) {
    // A time of the day, such as working hours have, is no duration.
    if (!/^[\d.]+[smhd]$/.test(node)) return node
    const ms = Number(node.slice(0, -1)) * (unitMs[node.at(-1) ?? ''] ?? 0)
    return ms === 0 ? node : `${Math.max(leastMs, Math.round(ms / speed)) / 1000}s`
  }
  if (Array.isArray(node)) return node.map(n => walk(n, key, speed))
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v, k, speed)]))
}
