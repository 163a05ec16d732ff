import { attachmentTexts } from './attachments.ts'
import { elementsOf } from './block-kit.ts'
import type { Block, Message, SlackState } from './state.ts'

/** `beside` is the text of the block that the button stands in. */
export type Button = { label: string; actionId: string; value: string; blockId: string; beside?: string }
/** A message as a person sees it: names for mentions, ISO times for dates. */
export type Visible = {
  ts: string
  from: string
  text: string
  buttons: Button[]
  files: string[]
  broadcasts: string[]
  raw: Message
}

export function renderMessage(state: SlackState, m: Message): Visible {
  // Headers are plain text: Slack shows them letter by letter and parses nothing.
  const shown = (b: Block) => blockTexts(b).map(t => (b.type === 'header' ? t : renderText(state, t)))
  return {
    ts: m.ts,
    from: state.users.get(m.user)?.name ?? m.user,
    text: [
      ...(m.blocks.length === 0 ? [renderText(state, m.text)] : m.blocks.flatMap(shown)),
      ...attachmentTexts(m.attachments).map(t => renderText(state, t)),
    ].join('\n'),
    buttons: m.blocks.flatMap(buttonsOf),
    files: (m.files ?? []).map(f => f.name),
    broadcasts: [m.text, ...m.blocks.filter(b => b.type !== 'header').flatMap(blockTexts)].flatMap(
      t => t.match(/<!(?:channel|here|everyone)(?:\|[^>]*)?>/g) ?? [],
    ),
    raw: m,
  }
}

export function blockTexts(block: Block): string[] {
  const text = (node: unknown) => (node as { text?: string } | undefined)?.text ?? ''
  if (block.type === 'context') return (block.elements as { text?: string }[]).map(e => e.text ?? '')
  if (block.type === 'header' || block.type === 'section') return [text(block.text)]
  return []
}

export function buttonsOf(block: Block): Button[] {
  return elementsOf(block)
    .filter(e => e.type === 'button')
    .map(e => ({
      label: (e.text as { text: string }).text,
      actionId: String(e.action_id),
      value: String(e.value ?? ''),
      blockId: String(block.block_id ?? ''),
      beside: blockTexts(block).join('\n'),
    }))
}

export function renderText(state: SlackState, text: string): string {
  return text
    .replaceAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${state.users.get(id)?.name ?? id}`)
    .replaceAll(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${state.channels.get(id)?.name ?? id}`)
    .replaceAll(/<!date\^(\d+)\^[^|]*\|[^>]*>/g, (_, s: string) => new Date(Number(s) * 1000).toISOString())
    .replaceAll(/<(https?:[^|>]+)\|([^>]*)>/g, '$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
