import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusalOf } from '../../sandbox/page/server/gallery.ts'
import type { Block } from '../../sandbox/slack/state.ts'
import { exhibits } from './exhibits.ts'

const all = JSON.parse(JSON.stringify(exhibits())) as {
  name: string
  kind: 'message' | 'modal' | 'home'
  view: { blocks: Block[] }
}[]
/** Files that build no view of their own. */
const aside = [
  'on-declare',
  'suggestion',
  'gate',
  'locks',
  'index',
  'words',
  'next-move',
  'action-lines',
  'topic',
  'form',
  'one-field',
  'previews',
  'triage-fields',
  'sent',
  'severity-criteria',
]

test.each(['messages', 'messages/notices', 'modals'])(
  'every builder in src/%s hangs in the gallery',
  folder => {
    const files = readdirSync(`src/${folder}`)
      .filter(f => f.endsWith('.ts'))
      .map(f => f.replace('.ts', ''))
    const missing = files.filter(
      f => !aside.includes(f) && !all.some(e => e.name.startsWith(`${folder}/${f} ·`)),
    )
    expect(missing).toEqual([])
  },
)

test('everything keeps Slack’s limits, even as long as can be', () => {
  expect(all.map(e => [e.name, refusalOf(e)]).filter(([, refused]) => refused !== undefined)).toEqual([])
})

test('the limits notice what breaks them', () => {
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]
  expect(refusalOf({ name: 'x', kind: 'message', view: { blocks } })).toContain('longer than 150')
})
