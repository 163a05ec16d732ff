import { redact } from '../../blocks/index.ts'

/** Fields of commands and events that hold what somebody wrote, or what a vendor said. */
const written = new Set([
  'addition',
  'body',
  'detail',
  'factor',
  'failed',
  'impact',
  'message',
  'progress',
  'reason',
  'service',
  'summary',
  'text',
  'title',
  'typed',
  'what',
  'where',
  'why',
  'words',
])
/** What an action runs with and is undone by must stay as it was approved. */
const untouched = new Set(['params', 'before', 'binds', 'receipt'])

/**
 * The same command without the secrets that somebody typed into it. It is done before anything is recorded, so that
 * the log, the archive, the channel's name, the pager and every file that is made of them cannot hold one.
 */
export function hideSecrets<T>(command: T): T {
  return walk(command, '') as T
}

function walk(node: unknown, key: string): unknown {
  if (typeof node === 'string') return written.has(key) ? redact(node) : node
  if (node === null || typeof node !== 'object' || untouched.has(key)) return node
  if (Array.isArray(node)) return node.map(n => walk(n, key))
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v, k)]))
}
