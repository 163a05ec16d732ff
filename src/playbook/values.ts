import type { NeededValue } from '../incident/policy.ts'

const reference = /\$\{env:([A-Z][A-Z0-9_]*)\}/g

/** Without the id of a schedule its role is held by the people whom the playbook names. */
const optional = /^roles\.[^.]+\.schedule$/

/** What the playbook takes from the environment as `${env:NAME}`, by name, with the places that need it. */
export function listNeeded(written: unknown): NeededValue[] {
  const found = new Map<string, string[]>()
  walk(written, '', (path, text) => {
    if (optional.test(path)) return
    for (const [, name = ''] of text.matchAll(reference)) found.set(name, [...(found.get(name) ?? []), path])
  })
  return [...found].map(([name, at]) => ({ name, at })).sort((a, b) => a.name.localeCompare(b.name))
}

function walk(node: unknown, path: string, visit: (path: string, text: string) => void): void {
  if (typeof node === 'string') visit(path, node)
  if (node === null || typeof node !== 'object') return
  for (const [key, value] of Object.entries(node)) walk(value, path === '' ? key : `${path}.${key}`, visit)
}
