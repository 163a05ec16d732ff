import type { Assumption } from '../incident/policy.ts'
import type { Wrong } from './check-references.ts'
import type { Playbook } from './schema.ts'

/** Each path must lead to something in the file: one that leads nowhere marks nothing. */
export function checkAssumptions(written: unknown, p: Playbook): Wrong[] {
  return p.assumptions.flatMap((a, n): Wrong[] =>
    follow(written, a.at) === undefined ? [[['assumptions', n, 'at'], `nothing stands at “${a.at}”`]] : [],
  )
}

export function compileAssumptions(written: unknown, p: Playbook): Assumption[] {
  return p.assumptions.map(({ at, about }) => ({ at, about, value: inWords(follow(written, at)) }))
}

/** A probe is assumed where anything of it is. */
export const isAssumed = (p: Playbook, probe: string): boolean =>
  p.assumptions.some(a => `${a.at}.`.startsWith(`diagnostics.${probe}.`))

function follow(node: unknown, path: string): unknown {
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

const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
