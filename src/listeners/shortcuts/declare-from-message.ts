import { plain } from '../../blocks/index.ts'
import { titleLimit } from '../../incident/lifecycle/declare.ts'
import type { Gesture } from '../listen.ts'
import { readWords } from '../read-words.ts'
import { showDeclare } from '../show-declare.ts'

export const callbackId = 'declare_from_message'

/** The form, filled in from somebody's message. */
export async function declareFromMessage(g: Gesture, message: { ts: string; text: string }): Promise<void> {
  const words = await readWords(g.runbook, message.text)
  const firstLine = words.split('\n')[0] ?? ''
  await showDeclare(g, {
    from: { channel: g.channel ?? '', message: message.ts },
    title: plain(firstLine, titleLimit),
    triage: { what: words },
  })
}
