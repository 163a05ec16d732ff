import { valueTypes } from './elements.ts'
import { SlackRefusal } from './refusal.ts'
import type { Block } from './state.ts'

type Any = Record<string, unknown>
const interactive = new Set(['button', ...valueTypes])
const notInMessages = new Set(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'])

/** Slack's limits on blocks; a refusal names the first thing that breaks one. */
export function checkBlocks(blocks: Block[], where: 'message' | 'modal'): void {
  if (!Array.isArray(blocks)) bad('blocks is not a list')
  if (blocks.length > (where === 'modal' ? 100 : 50)) bad('too many blocks')
  const ids = new Set<string>()
  for (const block of blocks) {
    checkBlock(block, where)
    if (block.block_id !== undefined) {
      limit(block.block_id as string, 255, 'block_id')
      if (ids.has(block.block_id as string)) bad(`block_id twice: ${block.block_id}`)
      ids.add(block.block_id as string)
    }
    const actionIds = new Set<string>()
    for (const element of elementsOf(block)) {
      if (typeof element.action_id === 'string') {
        limit(element.action_id, 255, 'action_id')
        if (actionIds.has(element.action_id)) bad(`action_id twice in one block: ${element.action_id}`)
        actionIds.add(element.action_id)
      }
      if (element.type === 'button') checkButton(element)
      else checkOptions(element)
      if (element.confirm !== undefined) checkConfirm(element.confirm as Any)
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
      checkFields(block.fields as unknown[] | undefined)
      break
    case 'image':
      if (typeof block.alt_text !== 'string') bad('an image needs alt_text')
      limit(String(block.alt_text), 2000, 'alt_text')
      break
    case 'rich_text':
      checkRichText(block.elements as Any[])
      break
    case 'context':
      if ((block.elements as unknown[]).length > 10) bad('too many context elements')
      for (const e of block.elements as Any[])
        if (e.type !== 'image' && String(e.text ?? '') === '') bad('an empty context element')
      break
    case 'actions': {
      const elements = block.elements as Any[]
      if (elements.length === 0 || elements.length > 25) bad('actions needs 1 to 25 elements')
      for (const e of elements)
        if (!interactive.has(String(e.type)) || (where === 'message' && notInMessages.has(String(e.type))))
          bad(`unknown element ${e.type}`)
      break
    }
    case 'input': {
      if (where === 'message') bad('this sandbox has no inputs in messages')
      textIn(block.label, 2000, 'plain_text')
      const element = block.element as Any
      if (element?.type === 'button' || !interactive.has(String(element?.type)))
        bad(`unknown element ${element?.type}`)
      break
    }
    case 'divider':
      break
    default:
      bad(`unknown block ${block.type}`)
  }
}

function checkFields(fields: unknown[] | undefined): void {
  if (fields === undefined) return
  if (fields.length === 0 || fields.length > 10) bad('a section has 1 to 10 fields')
  for (const f of fields) textIn(f, 2000)
}

const richParts = new Set([
  'rich_text_section',
  'rich_text_list',
  'rich_text_preformatted',
  'rich_text_quote',
])

function checkRichText(elements: Any[] | undefined): void {
  if (!Array.isArray(elements) || elements.length === 0) bad('rich text needs elements')
  for (const e of elements) {
    if (!richParts.has(String(e.type))) bad(`unknown rich text ${e.type}`)
    for (const inner of (e.elements as Any[] | undefined) ?? [])
      if (inner.type === 'text' && String(inner.text ?? '') === '') bad('an empty rich text')
  }
}

function checkConfirm(confirm: Any): void {
  textIn(confirm.title, 100, 'plain_text')
  textIn(confirm.text, 300)
  textIn(confirm.confirm, 30, 'plain_text')
  textIn(confirm.deny, 30, 'plain_text')
}

const mostOptions: Record<string, number> = { radio_buttons: 10, checkboxes: 10, overflow: 5 }

function checkOptions(element: Any): void {
  const groups = element.option_groups as { options: Any[] }[] | undefined
  const options = (element.options as Any[] | undefined) ?? groups?.flatMap(g => g.options)
  if (options === undefined) return
  if (options.length === 0 || options.length > (mostOptions[String(element.type)] ?? 100))
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
