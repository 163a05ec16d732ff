import type { View } from '../blocks/index.ts'
import type { Gesture } from './listen.ts'

/** Opens a modal, or pushes it on top when the button was in a modal already. */
export async function showView(g: Gesture, view: View): Promise<{ id: string }> {
  void g.ack()
  return g.inModal ? g.runbook.chat.pushView(g.trigger, view) : g.runbook.chat.openView(g.trigger, view)
}
