import { type Document, isCollection, isScalar, parseDocument } from 'yaml'

/** One value of playbook.yml changed: where, from what to what, and the whole file then. */
export type Mutant = { path: string; from: unknown; to: unknown; source: string }
type Path = (string | number)[]

const toPath = (path: string): Path => path.split('.').map(k => (/^\d+$/.test(k) ? Number(k) : k))

/** Each value below these paths, changed one at a time; a list also loses its last entry. */
export function listMutants(source: string, paths: string[]): Mutant[] {
  const document = parseDocument(source)
  const wanted = paths.flatMap(path => leavesOf(document, toPath(path)))
  return wanted.flatMap(path => {
    const from = document.getIn(path)
    const whole = isCollection(from)
    if (!whole) return [mutant(source, path, from, changed(from))]
    return [mutant(source, path, plain(from), undefined)]
  })
}

const plain = (node: unknown): unknown => JSON.parse(JSON.stringify(node))

/** Scalars below a path; a list of scalars also counts as a whole, since an entry may go missing. */
function leavesOf(document: Document, path: Path): Path[] {
  const node = document.getIn(path, true)
  if (isScalar(node)) return [path]
  if (!isCollection(node)) return []
  const keys: (string | number)[] =
    'items' in node
      ? node.items.map((item, n) => {
          const key = (item as { key?: unknown }).key
          return isScalar(key) ? (key.value as string) : n
        })
      : []
  const isList = keys.every(k => typeof k === 'number')
  return [
    ...keys.flatMap(k => leavesOf(document, [...path, k])),
    ...(isList && keys.length > 0 ? [path] : []),
  ]
}

function mutant(source: string, path: Path, from: unknown, to: unknown): Mutant {
  const document = parseDocument(source)
  if (to !== undefined) document.setIn(path, to)
  else document.deleteIn([...path, (document.getIn(path) as { items: unknown[] }).items.length - 1])
  return { path: path.join('.'), from, to: to ?? plain(document.getIn(path)), source: String(document) }
}

/** Another value of the same kind: a number or duration one more, a text one letter longer. */
function changed(value: unknown): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  const text = String(value)
  const duration = /^(\d+)([smhd])$/.exec(text)
  return duration === null ? `${text}x` : `${Number(duration[1]) + 1}${duration[2]}`
}
