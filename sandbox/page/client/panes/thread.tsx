import type { WireMessage } from '../../wire.ts'
import { Composer } from '../parts/composer.tsx'
import { Message } from '../parts/message.tsx'

type Props = { channel: string; root: string; messages: WireMessage[]; close(): void }

export function ThreadPane({ channel, root, messages, close }: Props) {
  const shown = messages.filter(m => m.ts === root || m.thread === root)
  return (
    <section class="pane thread" aria-label="Thread">
      <header class="pane-head">
        <h2>Thread</h2>
        <button type="button" class="quiet" aria-label="Close the thread" onClick={close}>
          ✕
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div class="messages" role="log" aria-label="Messages in the thread" tabIndex={0}>
        {shown.map(m => (
          <Message key={m.ts} message={m} channel={channel} />
        ))}
      </div>
      <Composer channel={channel} name="thread" thread={root} />
    </section>
  )
}
