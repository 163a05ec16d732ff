import { type Document, isMap, isNode, isPair, isScalar, type LineCounter } from 'yaml'

/** What is wrong in a playbook, and where, so that an editor can jump there. */
export type Fault = { file: string; line: number; column: number; path: string; message: string }

export function formatFaults(faults: Fault[]): string {
  return faults.map(f => `${f.file}:${f.line}:${f.column}  ${f.path || '(top)'}: ${f.message}`).join('\n')
}

type Where = { document: Document; lines: LineCounter; file: string }

/** The place of a path in the file; of its nearest parent where the key itself is missing. */
export function locate({ document, lines, file }: Where, path: PropertyKey[], message: string): Fault {
  for (let depth = path.length; depth >= 0; depth--) {
    const offset = offsetOf(document, path.slice(0, depth))
    if (offset === undefined) continue
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col, path: path.map(String).join('.'), message }
  }
  return { file, line: 1, column: 1, path: path.map(String).join('.'), message }
}

function offsetOf(document: Document, path: PropertyKey[]): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true)
  const last = path.at(-1)
  if (isMap(parent) && last !== undefined) {
    const pair = parent.items.find(p => isPair(p) && isScalar(p.key) && String(p.key.value) === String(last))
    if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0]
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}
