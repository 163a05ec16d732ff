import { useEffect, useRef, useState } from 'preact/hooks'
import type { WireChannel, WireMessage } from '../../wire.ts'
import { usePage } from '../context.ts'
import { Composer } from '../parts/composer.tsx'
import { Message } from '../parts/message.tsx'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { Mrkdwn } from '../text/text.tsx'

type Props = {
  channel: WireChannel
  messages: WireMessage[]
  given: { text: string; n: number }
  onThread(ts: string): void
}
const nearEndPx = 120

export function ChannelPane({ channel: c, messages, given, onThread }: Props) {
  const { act, app } = usePage()
  const [pins, setPins] = useState(false)
  const list = useRef<HTMLElement>(null)
  const top = messages.filter(m => m.thread === undefined || m.thread === m.ts || m.broadcast)
  const pinned = messages.filter(m => m.pinned)
  const name = c.isDirect ? app.name : `#${c.name}`
  const last = messages.at(-1)?.ts

  useEffect(() => {
    const box = list.current
    if (box !== null) box.scrollTop = box.scrollHeight
  }, [c.id])
  useEffect(() => {
    const box = list.current
    if (box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx + 600)
      box.scrollTop = box.scrollHeight
    if (c.unread > 0 && document.visibilityState === 'visible') void act({ do: 'read', channel: c.id })
  }, [last, c.unread, c.id])

  return (
    <section class="pane channel" aria-label={name}>
      <header class="pane-head">
        <h2>{name}</h2>
        <p class="topic" title={c.topic}>
          <Mrkdwn text={c.topic} />
        </p>
        {pinned.length > 0 && (
          <button type="button" class="quiet" aria-expanded={pins} onClick={() => setPins(!pins)}>
            📌 {pinned.length}
            <span class="hidden"> pinned</span>
          </button>
        )}
        {!c.isDirect && (
          <span class="quiet members">
            👥 {c.members.length}
            <span class="hidden"> members</span>
          </span>
        )}
      </header>
      <ScrollRegion look="messages" box={list} role="log" label={`Messages in ${name}`}>
        {top.length === 0 && <p class="empty">Nothing was said here yet.</p>}
        {(pins ? pinned : top).map(m => (
          <Message
            key={m.ts}
            message={m}
            channel={c.id}
            replies={messages.filter(r => r.thread === m.ts && r.ts !== m.ts)}
            onThread={() => onThread(m.ts)}
          />
        ))}
      </ScrollRegion>
      {c.archived ? (
        <p class="composer hint">This channel is archived.</p>
      ) : c.isMember ? (
        <Composer key={c.id} channel={c.id} name={name} given={given} />
      ) : (
        <p class="composer">
          <button
            type="button"
            class="button primary"
            onClick={() => void act({ do: 'join', channel: c.id })}
          >
            Join {name}
          </button>
        </p>
      )}
    </section>
  )
}
