import type { ComponentChildren } from 'preact'
import { link, type Node } from '../text/mrkdwn.ts'
import { Nodes } from '../text/text.tsx'
import type { BlockView } from './block.ts'

type Style = { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean }
type Leaf = Record<string, unknown> & { type: string; style?: Style }
type Part = { type: string; elements?: (Leaf | Part)[]; style?: string; indent?: number }

export const RichText: BlockView = ({ block }) => (
  <div class="words rich">
    <Parts parts={block.elements as Part[]} />
  </div>
)

function Parts({ parts }: { parts: Part[] }) {
  return (
    <>
      {parts.map((part, i) => (
        <One key={i} part={part} />
      ))}
    </>
  )
}

function One({ part }: { part: Part }) {
  const inner = part.elements ?? []
  if (part.type === 'rich_text_preformatted') return <pre>{inner.map(textOf).join('')}</pre>
  if (part.type === 'rich_text_quote')
    return (
      <blockquote>
        <Nodes nodes={nodesOf(inner)} />
      </blockquote>
    )
  if (part.type === 'rich_text_list') {
    const items: ComponentChildren = inner.map((item, i) => (
      <li key={i}>
        <One part={item as Part} />
      </li>
    ))
    const look = `indent-${Math.min(Number(part.indent ?? 0), 5)}`
    return part.style === 'ordered' ? <ol class={look}>{items}</ol> : <ul class={look}>{items}</ul>
  }
  return (
    <div>
      <Nodes nodes={nodesOf(inner)} />
    </div>
  )
}

const textOf = (e: Leaf | Part) => String((e as Leaf).text ?? (e as Leaf).url ?? '')
const nodesOf = (leaves: (Leaf | Part)[]): Node[] =>
  (leaves as Leaf[]).flatMap(l => styled(nodeOf(l), l.style ?? {}))

function nodeOf(leaf: Leaf): Node[] {
  const label = String(leaf.text ?? '')
  switch (leaf.type) {
    case 'text':
      return label
        .split('\n')
        .flatMap((line, i): Node[] => [
          ...(i === 0 ? [] : [{ kind: 'break' } as Node]),
          { kind: 'text', text: line },
        ])
    case 'link':
      return [link(String(leaf.url), label)]
    case 'user':
      return [{ kind: 'user', id: String(leaf.user_id), label: '' }]
    case 'usergroup':
      return [{ kind: 'group', id: String(leaf.usergroup_id), label: '' }]
    case 'channel':
      return [{ kind: 'channel', id: String(leaf.channel_id), label: '' }]
    case 'broadcast':
      return [{ kind: 'broadcast', range: String(leaf.range) }]
    case 'emoji':
      return [{ kind: 'emoji', name: String(leaf.name) }]
    case 'date':
      return [
        {
          kind: 'date',
          at: Number(leaf.timestamp),
          format: String(leaf.format),
          url: undefined,
          fallback: String(leaf.fallback ?? ''),
        },
      ]
    default:
      return [{ kind: 'text', text: label }]
  }
}

function styled(nodes: Node[], style: Style): Node[] {
  if (style.code === true) return nodes.map(n => (n.kind === 'text' ? { kind: 'code', text: n.text } : n))
  let out = nodes
  if (style.strike === true) out = [{ kind: 'strike', children: out }]
  if (style.italic === true) out = [{ kind: 'italic', children: out }]
  if (style.bold === true) out = [{ kind: 'bold', children: out }]
  return out
}
