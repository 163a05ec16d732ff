import { plain } from '../../blocks/index.ts'
import { declare as modal } from '../../modals/index.ts'
import type { Gesture } from '../listen.ts'
import { readWords } from '../read-words.ts'
import { showView } from '../show-view.ts'

export const callbackId = 'declare_from_message'

/** The form, filled in from somebody's message. */
export async function declareFromMessage(g: Gesture, message: { ts: string; text: string }): Promise<void> {
  const words = await readWords(g.runbook, message.text)
  const firstLine = words.split('\n')[0] ?? ''
  const view = modal.view({
    policy: g.runbook.policies.current(),
    from: { channel: g.channel ?? '', message: message.ts },
    title: plain(firstLine, 200),
    what: words,
  })
  await showView(g, view)
}
