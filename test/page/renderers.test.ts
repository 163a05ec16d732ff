import { expect, test } from 'vitest'
import { blocks } from '../../sandbox/page/client/blocks/index.tsx'
import { elements } from '../../sandbox/page/client/elements/index.tsx'
import { exhibits } from '../gallery/exhibits.ts'

type Node = Record<string, unknown> & { type?: string }

/** Every typed node of everything the bot can show, with the block or element it is. */
function typesIn(list: unknown[]): { blocks: Set<string>; elements: Set<string> } {
  const found = { blocks: new Set<string>(), elements: new Set<string>() }
  for (const block of list as Node[]) {
    found.blocks.add(String(block.type))
    const inner = [
      block.element,
      block.accessory,
      ...(block.type === 'actions' ? (block.elements as Node[]) : []),
    ]
    for (const e of inner as (Node | undefined)[]) if (e !== undefined) found.elements.add(String(e.type))
  }
  return found
}

test('whatever the bot can send, the page can draw', () => {
  const sent = typesIn(exhibits().flatMap(e => e.view.blocks as unknown[]))
  expect(sent.blocks.size).toBeGreaterThan(5)
  expect(sent.elements.size).toBeGreaterThan(4)
  expect([...sent.blocks].filter(type => !(type in blocks))).toEqual([])
  expect([...sent.elements].filter(type => !(type in elements))).toEqual([])
})

test('every block and element that this Slack accepts can be drawn too', async () => {
  const { valueTypes } = await import('../../sandbox/slack/elements.ts')
  expect(valueTypes.filter(type => !(type in elements))).toEqual([])
  expect(['rich_text', 'image', 'section', 'context'].filter(type => !(type in blocks))).toEqual([])
})
