import { SlackRefusal } from './refusal.ts'
import type { Block } from './state.ts'

type Any = Record<string, unknown>
const buttons = new Set(['button'])
const inputs = new Set([
  'plain_text_input',
  'radio_buttons',
  'static_select',
  'users_select',
  'number_input',
  'datetimepicker',
])

/** Slack's limits on blocks; a refusal names the first thing that breaks one. */
export function checkBlocks(blocks: Block[], where: 'message' | 'modal'): void {
  if (!Array.isArray(blocks)) bad('blocks is not a list')
  if (blocks.length > (where === 'modal' ? 100 : 50)) bad('too many blocks')
  const ids = new Set<string>()
  for (const block of blocks) {
    checkBlock(block, where)
    for (const element of elementsOf(block)) {
      const id = `${block.block_id ?? ''}/${element.action_id ?? ''}/${element.value ?? ''}`
      if (typeof element.action_id === 'string') {
        limit(element.action_id, 255, 'action_id')
        if (block.type === 'actions' && ids.has(id)) bad(`action_id twice in one block: ${id}`)
        ids.add(id)
      }
      if (element.type === 'button') checkButton(element)
    }
  }
  if (where === 'message' && JSON.stringify(blocks).length > 13_200)
    throw new SlackRefusal('msg_blocks_too_long')
}

export function checkView(view: Any): void {
  if (view.type !== 'modal' && view.type !== 'home') bad('unknown view type')
  for (const key of ['title', 'submit', 'close']) {
    const label = view[key] as { text?: string } | undefined
    if (key === 'title' && view.type === 'modal' && !label?.text) bad('a modal needs a title')
    if (label?.text !== undefined) limit(label.text, 24, key)
  }
  limit(String(view.private_metadata ?? ''), 3000, 'private_metadata')
  limit(String(view.callback_id ?? ''), 255, 'callback_id')
  checkBlocks(view.blocks as Block[], 'modal')
  const hasInput = (view.blocks as Block[]).some(b => b.type === 'input')
  if (hasInput && view.submit === undefined) bad('a modal with inputs needs submit')
}

function checkBlock(block: Block, where: string): void {
  switch (block.type) {
    case 'header':
      textIn(block.text, 150, 'plain_text')
      break
    case 'section':
      if (block.text === undefined && block.fields === undefined) bad('a section needs text or fields')
      textIn(block.text, 3000)
      break
    case 'context':
      if ((block.elements as unknown[]).length > 10) bad('too many context elements')
      for (const e of block.elements as Any[])
        if (String(e.text ?? '') === '') bad('an empty context element')
      break
    case 'actions': {
      const elements = block.elements as Any[]
      if (elements.length === 0 || elements.length > 25) bad('actions needs 1 to 25 elements')
      for (const e of elements)
        if (!buttons.has(String(e.type)) && !inputs.has(String(e.type))) bad(`unknown element ${e.type}`)
      break
    }
    case 'input': {
      if (where === 'message') bad('this sandbox has no inputs in messages')
      textIn(block.label, 2000, 'plain_text')
      const element = block.element as Any
      if (!inputs.has(String(element?.type))) bad(`unknown element ${element?.type}`)
      checkOptions(element)
      break
    }
    case 'divider':
      break
    default:
      bad(`unknown block ${block.type}`)
  }
}

function checkOptions(element: Any): void {
  const options = element.options as Any[] | undefined
  if (options === undefined) return
  if (options.length === 0 || options.length > (element.type === 'radio_buttons' ? 10 : 100))
    bad('too few or many options')
  for (const o of options) {
    textIn(o.text, 75)
    limit(String(o.value), 150, 'option value')
    if (o.description !== undefined) textIn(o.description, 75)
  }
  const initial = element.initial_option as Any | undefined
  if (initial !== undefined && !options.some(o => JSON.stringify(o) === JSON.stringify(initial)))
    bad('initial_option is no option')
}

function checkButton(b: Any): void {
  textIn(b.text, 75, 'plain_text')
  limit(String(b.value ?? ''), 2000, 'button value')
}

export function elementsOf(block: Block): Any[] {
  const accessory = block.accessory as Any | undefined
  const own =
    block.type === 'actions'
      ? (block.elements as Any[])
      : block.type === 'input'
        ? [block.element as Any]
        : []
  return accessory === undefined ? own : [...own, accessory]
}

function textIn(node: unknown, most: number, type?: string): void {
  if (node === undefined) return
  const { text, type: given } = node as { text?: unknown; type?: unknown }
  if (typeof text !== 'string' || text.length === 0) bad('an empty text')
  if (type !== undefined && given !== type) bad(`expected ${type}`)
  limit(String(text), most, 'text')
}

function limit(text: string, most: number, what: string): void {
  if (text.length > most) bad(`${what} longer than ${most}`)
}

function bad(why: string): never {
  throw new SlackRefusal('invalid_blocks', { response_metadata: { messages: [`[ERROR] ${why}`] } })
}
