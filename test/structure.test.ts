import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(e => e.isFile() && /\.tsx?$/.test(e.name))
    .map(e => relative('.', join(e.parentPath, e.name)))
    .sort()

const importsOf = (file: string, text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, to = '']) =>
    to.startsWith('.') ? relative('.', join(dirname(file), to)) : to,
  )

/** Folder → what its files may import, as prefixes of paths or packages. */
const mayImport: Record<string, string[]> = {
  'src/incident': ['src/incident', 'zod', 'node:crypto'],
  'src/playbook': ['src/incident', 'src/playbook', 'zod', 'yaml', 'node:'],
  'src/blocks': ['src/blocks', 'src/incident', '@slack/types', 'zod'],
  'src/messages': ['src/messages', 'src/blocks', 'src/incident', '@slack/types'],
  'src/modals': ['src/modals', 'src/messages', 'src/blocks', 'src/incident', '@slack/types'],
  'src/report': ['src/report', 'src/blocks', 'src/incident', 'ics', 'marked'],
  'src/runbook': [
    'src/runbook',
    'src/incident',
    'src/blocks',
    'src/messages',
    'src/report',
    'src/playbook',
    'zod',
  ],
  'src/listeners': [
    'src/listeners',
    'src/runbook',
    'src/modals',
    'src/messages',
    'src/blocks',
    'src/incident',
    '@slack/bolt',
  ],
}
/** A vendor's package → the only folder that may know it. */
const vendors: Record<string, string> = {
  '@aws-sdk/': 'src/integrations/aws',
  '@slack/web-api': 'src/integrations/slack',
  '@slack/socket-mode': 'src/integrations/slack',
  bullmq: 'src/integrations/bullmq',
  pg: 'src/integrations/postgres',
  '@kubernetes/': 'src/integrations/kubernetes',
  execa: 'src/integrations/scripts',
  'node-cron': 'src/integrations/cron',
  '@pagerduty/': 'src/integrations/pagerduty',
  echarts: 'src/integrations/charts',
  '@resvg/': 'src/integrations/charts',
}

function findForbidden(file: string, text: string): string[] {
  const found: string[] = []
  const imports = importsOf(file, text)
  const rule = Object.entries(mayImport).find(([folder]) => file.startsWith(`${folder}/`))
  // The playbook's CLI may know every kind that exists.
  if (rule !== undefined && file !== 'src/playbook/cli.ts')
    found.push(
      ...imports.filter(
        i =>
          !rule[1].some(p => i === p || i.startsWith(p.endsWith(':') ? p : `${p}/`) || i.startsWith(`${p}.`)),
      ),
    )
  for (const i of imports) {
    const home = Object.entries(vendors).find(([v]) => i === v || (v.endsWith('/') && i.startsWith(v)))?.[1]
    if (home !== undefined && !file.startsWith(home) && file.startsWith('src/')) found.push(i)
    if (file.startsWith('sandbox/') && i.startsWith('src/')) found.push(i)
    if (file.startsWith('src/') && i.startsWith('sandbox/')) found.push(i)
    if (file.startsWith('src/integrations/') && i.startsWith('src/integrations/')) {
      const vendor = (p: string) => p.split('/')[2]
      if (vendor(i) !== vendor(file)) found.push(i)
    }
  }
  return found
}

const all = ['src', 'sandbox', 'test'].flatMap(files)
const read = (file: string) => readFileSync(file, 'utf8')

describe('the rules themselves', () => {
  test('notice what they forbid', () => {
    expect(findForbidden('src/incident/x.ts', "import { Redis } from 'ioredis'")).toEqual(['ioredis'])
    expect(
      findForbidden('src/listeners/x.ts', "import { a } from '../integrations/aws/ecs.ts'"),
    ).toHaveLength(1)
    expect(findForbidden('sandbox/x.ts', "import { a } from '../src/main.ts'")).toHaveLength(1)
    expect(findForbidden('src/integrations/aws/x.ts', "import { a } from '../redis/keys.ts'")).toHaveLength(1)
    expect(findForbidden('src/incident/x.ts', "import { z } from 'zod'")).toEqual([])
  })
})

test('every file imports only what its place allows', () => {
  expect(all.flatMap(f => findForbidden(f, read(f)).map(i => `${f} imports ${i}`))).toEqual([])
})

test('the page knows nothing of the bot, and its client nothing of the server', () => {
  const client = files('sandbox/page/client')
  expect(client.length).toBeGreaterThan(20)
  const outside = (f: string) =>
    importsOf(f, read(f)).filter(
      i => /^(?:src|sandbox|test)\//.test(i) && !/^sandbox\/page\/(?:client|wire)/.test(i),
    )
  expect(client.flatMap(f => outside(f).map(i => `${f} imports ${i}`))).toEqual([])
})

test('only the entries touch the process', () => {
  const entries = new Set(['src/main.ts', 'src/audit.ts', 'src/doctor/main.ts', 'src/playbook/cli.ts'])
  expect(files('src').filter(f => !entries.has(f) && /\bprocess\./.test(read(f)))).toEqual([])
})

test('no customer is named in src', () => {
  expect(files('src').filter(f => /tyrehero/i.test(read(f)))).toEqual([])
})

test.each([
  ['src/runbook/effects', ['index']],
  ['src/runbook/probes', ['index', 'define']],
  ['src/runbook/actions', ['index', 'define']],
  ['src/listeners/commands', ['index', 'subcommand', 'here']],
  ['src/listeners/actions', ['index', 'button']],
  ['src/listeners/views', ['index', 'form']],
  ['src/listeners/events', ['index', 'incident-in']],
  ['src/listeners/shortcuts', ['index']],
  ['src/doctor/checks', ['index']],
  ['src/messages/notices', ['index', 'gate']],
  ['sandbox/slack/methods', ['index']],
  ['sandbox/slack-trouble', ['index', 'part']],
  ['sandbox/aws/ecs', ['index', 'operation']],
  ['sandbox/aws/logs', ['index', 'find-group']],
  ['src/runbook/investigations', ['index', 'investigation']],
  [
    'sandbox/scenarios',
    [
      'index',
      'scenario',
      'acts',
      'pings',
      'attacks-on-data',
      'attacks-on-requests',
      'attacks-by-scripts',
      'outside',
      'learning',
    ],
  ],
])('the list of %s names every file in it', (folder, aside) => {
  const index = read(join(folder, 'index.ts'))
  const missing = files(folder)
    .map(f => basename(f, '.ts'))
    .filter(name => !aside.includes(name) && !index.includes(`'./${name}.ts'`))
  expect(missing).toEqual([])
})

/** A decision answers a `Decision`; the declaration, which has no incident to decide on, is called by its own name. */
const decisionFiles = files('src/incident').filter(
  f => /^export function \w+\([\s\S]*?\): Decision \{/m.test(read(f)) && !f.endsWith('/decide.ts'),
)

test('the registry of decisions names every file that decides', () => {
  const registry = importsOf('src/incident/decisions.ts', read('src/incident/decisions.ts'))
  expect(decisionFiles.length).toBeGreaterThan(30)
  expect(decisionFiles.filter(f => !registry.includes(f) && !f.endsWith('/declare.ts'))).toEqual([])
})

test('files are named in kebab-case, by what they do', () => {
  const bad = all.filter(
    f =>
      !/^[a-z0-9]+([-.][a-zA-Z0-9]+)*\.tsx?$/.test(basename(f)) ||
      /^(utils?|common|helpers?|manager)\.ts$/.test(basename(f)),
  )
  expect(bad).toEqual([])
})

test('a long file explains itself at its top', () => {
  const bad = all.filter(f => read(f).split('\n').length > 250 && !read(f).startsWith('//'))
  expect(bad).toEqual([])
})

test('no test is skipped or runs alone', () => {
  expect(files('test').filter(f => /\b(?:test|it|describe)\.(?:skip|only|todo)\b/.test(read(f)))).toEqual([])
})

test('every playbook key that docs/coverage.md names exists', () => {
  const playbook = parse(read('playbook.yml')) as Record<string, unknown>
  const rows = read('docs/coverage.md')
    .split('\n')
    .filter(l => l.startsWith('| ') && l.includes('`'))
  const keys = rows.map(r => /`([^`/]+)`/.exec(r.split('|')[2] ?? '')?.[1]).filter(k => k !== undefined)
  const find = (key: string) =>
    key.split('.').reduce<unknown>((node, k) => (node as Record<string, unknown> | undefined)?.[k], playbook)
  expect(keys.length).toBeGreaterThan(3)
  expect(keys.filter(k => find(k) === undefined)).toEqual([])
})

test('every test that docs/coverage.md names exists', () => {
  const named = [...read('docs/coverage.md').matchAll(/`((?:test|src)\/[^`]+)`/g)].map(([, f = '']) => f)
  expect(named.length).toBeGreaterThan(8)
  expect(named.filter(f => !existsSync(f))).toEqual([])
})
