import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readCoverage, readOwn, readTests } from '../mutate/coverage.ts'
import { documentLines } from './document.ts'

const markdown = readFileSync('docs/coverage.md', 'utf8')
const rows = readCoverage(markdown)
const isBelow = (path: string, above: string) => path === above || path.startsWith(`${above}.`)

/** Every value of playbook.yml by its path. */
function leaves(node: unknown, path: string): string[] {
  if (node === null || typeof node !== 'object') return [path]
  const inner = Object.entries(node)
  return inner.length === 0 ? [path] : inner.flatMap(([k, v]) => leaves(v, path === '' ? k : `${path}.${k}`))
}

test('each test that docs/coverage.md names is in its file, by its title', () => {
  const named = readTests(markdown)
  expect(named.length).toBeGreaterThan(100)
  const titles = new Set(documentLines.map(l => l.line))
  const missing = named.filter(({ file, title }) => {
    const source = readFileSync(file, 'utf8')
    return (
      !source.includes(title) && !(source.includes("test.each(documentLines)('$line'") && titles.has(title))
    )
  })
  expect(missing.map(m => `${m.file}: ${m.title}`)).toEqual([])
})

test('the first table has the lines of the document, each with its values and a test', () => {
  expect(rows.map(r => [r.line, r.paths])).toEqual(documentLines.map(l => [l.line, Object.keys(l.values)]))
  expect(rows.filter(r => r.tests.length < 2).map(r => r.line)).toEqual([])
})

test('each value of playbook.yml is in the document’s table or in ours, and in one only', () => {
  const own = readOwn(markdown)
  const paths = rows.flatMap(r => r.paths)
  const values = leaves(parse(readFileSync('playbook.yml', 'utf8')), '')
  const placed = values.map(v => ({
    v,
    n: [paths, own].filter(list => list.some(p => isBelow(v, p))).length,
  }))
  expect(placed.filter(p => p.n !== 1)).toEqual([])
  expect(own.filter(o => !values.some(v => isBelow(v, o)))).toEqual([])
})
