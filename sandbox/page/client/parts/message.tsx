import { nameToEmoji } from 'gemoji'
import { useState } from 'preact/hooks'
import type { WireAttachment, WireMessage } from '../../wire.ts'
import type { Block } from '../blocks/block.ts'
import { Blocks } from '../blocks/index.tsx'
import { usePage } from '../context.ts'
import { clock, fullMoment } from '../text/dates.ts'
import { typedOf } from '../text/mrkdwn.ts'
import { Mrkdwn } from '../text/text.tsx'
import { Avatar } from './avatar.tsx'
import { FileCard } from './file.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import { SurfaceOf } from './surface.tsx'

type Props = {
  message: WireMessage
  channel: string
  replies?: WireMessage[]
  /** Opens the thread; absent inside one. */
  onThread?(): void
}
const offered = ['+1', 'eyes', 'white_check_mark', 'pray', 'rotating_light', 'tada']
const msOf = (ts: string) => Number(ts) * 1000

export function Message({ message: m, channel, replies = [], onThread }: Props) {
  const { people, me, act } = usePage()
  const [editing, setEditing] = useState(false)
  const author = people.get(m.user)
  return (
    <article
      class={`message ${m.only ? 'ephemeral' : ''} ${m.pinned ? 'pinned' : ''}`}
      aria-label={`${author?.name ?? m.user}, ${clock(msOf(m.ts), me.tz)}`}
    >
      <Avatar person={author} />
      <div class="message-body">
        {m.pinned && <p class="note">📌 Pinned</p>}
        {m.only && (
          <p class="note">
            Only visible to you ·{' '}
            <button
              type="button"
              class="as-link"
              onClick={() => void act({ do: 'dismiss', channel, ts: m.ts })}
            >
              Dismiss
            </button>
          </p>
        )}
        <p class="byline">
          <b>{author?.realName ?? m.user}</b>
          {author?.bot === true && <span class="badge">APP</span>}
          {author?.guest === true && <span class="badge">GUEST</span>}
          <time dateTime={new Date(msOf(m.ts)).toISOString()} title={fullMoment(msOf(m.ts), me.tz)}>
            {clock(msOf(m.ts), me.tz)}
          </time>
        </p>
        {editing ? (
          <EditBox message={m} channel={channel} done={() => setEditing(false)} />
        ) : (
          <Content message={m} channel={channel} />
        )}
        <Reactions message={m} channel={channel} />
        {replies.length > 0 && onThread !== undefined && (
          <button type="button" class="as-link replies" onClick={onThread}>
            {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
          </button>
        )}
      </div>
      {!m.only && <Tools message={m} channel={channel} onThread={onThread} onEdit={() => setEditing(true)} />}
    </article>
  )
}

function Content({ message: m, channel }: { message: WireMessage; channel: string }) {
  const { act } = usePage()
  return (
    <div class="content">
      {m.blocks.length === 0 ? (
        <div class="words">
          <Mrkdwn text={m.text} />
        </div>
      ) : (
        <SurfaceOf send={pressed => act({ do: 'press', channel, ts: m.ts, ...pressed })}>
          <Blocks list={m.blocks as Block[]} id={m.ts} />
        </SurfaceOf>
      )}
      {m.attachments.map((a, n) => (
        <Attached key={n} attachment={a} />
      ))}
      {m.files.map(f => (
        <FileCard key={f.id} file={f} />
      ))}
      {m.edited && <small class="edited">(edited)</small>}
    </div>
  )
}

/** The coloured bar is not the only sign: the words beside it say the same. */
function Attached({ attachment: a }: { attachment: WireAttachment }) {
  return (
    <div class={`attachment ${a.colour.startsWith('#') ? '' : a.colour}`}>
      {a.text !== undefined && (
        <div class="words">
          <Mrkdwn text={a.text} />
        </div>
      )}
      <dl>
        {a.fields.map(f => (
          <div key={f.title} class={f.short ? 'short' : ''}>
            <dt>{f.title}</dt>
            <dd>
              <Mrkdwn text={f.value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function EditBox({ message: m, channel, done }: { message: WireMessage; channel: string; done(): void }) {
  const { act, people, channels, groups } = usePage()
  const nameOf = (id: string) => people.get(id)?.name ?? channels.get(id)?.name ?? groups.get(id)?.handle
  const [text, setText] = useState(() => typedOf(m.text, nameOf))
  const save = async (event: Event) => {
    event.preventDefault()
    await act({ do: 'edit', channel, ts: m.ts, text })
    done()
  }
  return (
    <form class="edit" onSubmit={save}>
      <textarea
        aria-label="Edit message"
        value={text}
        onInput={e => setText(e.currentTarget.value)}
        onKeyDown={e => e.key === 'Escape' && done()}
      />
      <button type="submit" class="button primary">
        Save
      </button>
      <button type="button" class="button" onClick={done}>
        Cancel
      </button>
    </form>
  )
}

function Reactions({ message: m, channel }: { message: WireMessage; channel: string }) {
  const { me, people, act } = usePage()
  if (m.reactions.length === 0) return null
  return (
    <div class="reactions">
      {m.reactions.map(r => (
        <button
          key={r.name}
          type="button"
          aria-pressed={r.users.includes(me.id)}
          aria-label={`${r.name}, ${r.users.length}`}
          title={r.users.map(u => people.get(u)?.name ?? u).join(', ')}
          onClick={() => void act({ do: 'react', channel, ts: m.ts, name: r.name })}
        >
          {nameToEmoji[r.name] ?? r.name} {r.users.length}
        </button>
      ))}
    </div>
  )
}

type ToolProps = { message: WireMessage; channel: string; onThread: (() => void) | undefined; onEdit(): void }

/** What can be done with a message: react, reply, the apps' shortcuts, edit, delete. */
function Tools({ message: m, channel, onThread, onEdit }: ToolProps) {
  const { act, app, me } = usePage()
  const shortcuts = app.shortcuts.filter(s => s.type === 'message')
  const mine = m.user === me.id
  const items: MenuItem[] = [
    ...(onThread === undefined ? [] : [{ label: 'Reply in thread', run: onThread }]),
    ...shortcuts.map(s => ({
      label: s.name,
      hint: app.name,
      run: () => void act({ do: 'message-shortcut', callbackId: s.callbackId, channel, ts: m.ts }),
    })),
    ...(mine ? [{ label: 'Edit message', run: onEdit }] : []),
    ...(mine
      ? [{ label: 'Delete message', danger: true, run: () => void act({ do: 'remove', channel, ts: m.ts }) }]
      : []),
  ]
  const reactions = offered.map(name => ({
    label: `${nameToEmoji[name] ?? ''} ${name}`,
    run: () => void act({ do: 'react', channel, ts: m.ts, name }),
  }))
  return (
    <div class="tools">
      <Menu label="Add a reaction" sign="☺" items={reactions} />
      <Menu label="More about this message" sign="⋯" items={items} />
    </div>
  )
}
