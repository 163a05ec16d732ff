import type { View } from '../blocks/index.ts'
import type { OpenedView } from '../runbook/ports/chat.ts'
import type { Gesture } from './listen.ts'

/** Slack opens a form only for a press or a slash command, which give a trigger. */
export class NeedsPress extends Error {
  override name = 'NeedsPress'
}

/** Opens a modal, or pushes it on top when the button was in a modal already. */
export async function showView(g: Gesture, view: View): Promise<OpenedView> {
  void g.ack()
  if (g.trigger === '') throw new NeedsPress('a mention opens no form')
  return g.inModal ? g.runbook.chat.pushView(g.trigger, view) : g.runbook.chat.openView(g.trigger, view)
}
