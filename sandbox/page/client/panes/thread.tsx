import type { WireMessage } from '../../wire.ts'
import { Composer } from '../parts/composer.tsx'
import { Message } from '../parts/message.tsx'
import { ScrollRegion } from '../parts/scroll-region.tsx'

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
      <ScrollRegion look="messages" role="log" label="Messages in the thread">
        {shown.map(m => (
          <Message key={m.ts} message={m} channel={channel} />
        ))}
      </ScrollRegion>
      <Composer channel={channel} name="thread" thread={root} />
    </section>
  )
}
