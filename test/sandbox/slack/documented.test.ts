import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { methods } from '../../../sandbox/slack/methods/index.ts'

const table = readFileSync('docs/stand-ins/slack.md', 'utf8')
const rows = [...table.matchAll(/^\| `([a-zA-Z.]+)` *\| ([^|]*)\|([^|]*)\|$/gm)]

test('each method of the local Slack has a row that says what is imitated; no row is left of one that is gone', () => {
  const files = readdirSync('sandbox/slack/methods')
    .filter(f => f !== 'index.ts')
    .map(f => f.replace(/\.ts$/, ''))
  expect(rows.map(([, name]) => name).sort()).toEqual(files.sort())
  expect(rows.filter(([, , imitated = '']) => imitated.trim() === '').map(([, name]) => name)).toEqual([])
  expect(methods.map(m => m.name).sort()).toEqual(files)
})
