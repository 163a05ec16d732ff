import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { documentLines } from './document.ts'

/** `npm run playbook -- mutate` puts a changed copy here. */
const playbook = parse(readFileSync(process.env.PLAYBOOK_UNDER_TEST ?? 'playbook.yml', 'utf8'))

const at = (path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], playbook)

test.each(documentLines)('$line', ({ values }) => {
  const found = Object.fromEntries(Object.keys(values).map(path => [path, at(path)]))
  expect(found).toEqual(values)
})
