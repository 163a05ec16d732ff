import { NotSent } from './ports/faults.ts'

/** A number in an answer, by a path such as `customers.affected`; anything else is malformed, never zero. */
export function readNumber(body: string, path = ''): number {
  const found = dig(parse(body), path)
  const value = typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found.trim()) ? Number(found) : found
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const what = path === '' ? 'the answer' : `“${path}”`
  throw malformed(`expected a number in ${what}, found ${inWords(found)}`)
}

export function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw malformed('the answer is not JSON')
  }
}

export function dig(node: unknown, path: string): unknown {
  if (path === '') return node
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        at !== null && typeof at === 'object' && Object.hasOwn(at, key)
          ? (at as Record<string, unknown>)[key]
          : undefined,
      node,
    )
}

function inWords(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `${typeof value === 'object' ? 'an object' : `a ${typeof value}`}`
}

export const malformed = (words: string) => new NotSent('malformed', words, { why: 'malformed' })
