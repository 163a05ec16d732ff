import { nameToEmoji } from 'gemoji'
import { usePage } from '../context.ts'
import { formatDate, fullMoment } from './dates.ts'
import { type Node, parseMrkdwn } from './mrkdwn.ts'

/** A text object of Slack: `plain_text` letter by letter, `mrkdwn` with its marks. */
export function TextObject({ text }: { text: { type?: string; text?: string } | undefined }) {
  if (text?.text === undefined) return null
  return text.type === 'plain_text' ? <Plain text={text.text} /> : <Mrkdwn text={text.text} />
}

/** Only `:names:` of emoji mean something. */
export function Plain({ text }: { text: string }) {
  return (
    <>
      {text.replaceAll(
        /(?<![\p{L}\p{N}]):([a-z0-9_+-]+):/gu,
        (whole, name: string) => nameToEmoji[name] ?? whole,
      )}
    </>
  )
}

export function Mrkdwn({ text }: { text: string }) {
  return <Nodes nodes={parseMrkdwn(text)} />
}

export function Nodes({ nodes }: { nodes: Node[] }) {
  return (
    <>
      {nodes.map((node, i) => (
        <One key={i} node={node} />
      ))}
    </>
  )
}

function One({ node }: { node: Node }) {
  const { people, channels, groups, me, openChannel } = usePage()
  switch (node.kind) {
    case 'text':
      return <>{node.text}</>
    case 'break':
      return <br />
    case 'bold':
      return (
        <b>
          <Nodes nodes={node.children} />
        </b>
      )
    case 'italic':
      return (
        <i>
          <Nodes nodes={node.children} />
        </i>
      )
    case 'strike':
      return (
        <s>
          <Nodes nodes={node.children} />
        </s>
      )
    case 'quote':
      return (
        <blockquote>
          <Nodes nodes={node.children} />
        </blockquote>
      )
    case 'code':
      return <code>{node.text}</code>
    case 'pre':
      return <pre>{node.text}</pre>
    case 'emoji':
      return <>{nameToEmoji[node.name] ?? `:${node.name}:`}</>
    case 'link':
      return (
        <a href={node.url} target="_blank" rel="noreferrer noopener">
          {node.label}
        </a>
      )
    case 'user': {
      const mine = node.id === me.id
      return (
        <span class={mine ? 'mention mine' : 'mention'}>
          @{people.get(node.id)?.name ?? (node.label || node.id)}
        </span>
      )
    }
    case 'group': {
      const group = groups.get(node.id)
      const mine = group?.users.includes(me.id) === true
      return (
        <span class={mine ? 'mention mine' : 'mention'}>@{group?.handle ?? (node.label || node.id)}</span>
      )
    }
    case 'broadcast':
      return <span class="mention mine">@{node.range}</span>
    case 'channel': {
      const channel = channels.get(node.id)
      if (channel === undefined) return <span class="mention">#{node.label || 'private channel'}</span>
      return (
        <button type="button" class="mention as-link" onClick={() => openChannel(node.id)}>
          #{channel.name}
        </button>
      )
    }
    case 'date': {
      const words = Number.isFinite(node.at)
        ? formatDate(node.at, node.format, me.tz, Date.now())
        : node.fallback
      return (
        <time
          dateTime={Number.isFinite(node.at) ? new Date(node.at * 1000).toISOString() : ''}
          title={fullMoment(node.at * 1000, me.tz)}
        >
          {words}
        </time>
      )
    }
  }
}
