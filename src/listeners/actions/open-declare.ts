import { declare as modal } from '../../modals/index.ts'
import type { Gesture } from '../listen.ts'
import { showView } from '../show-view.ts'

/** The one button that needs no incident. */
export async function openDeclare(g: Gesture, from: { channel: string }): Promise<void> {
  await showView(g, modal.view({ policy: g.runbook.policies.current(), from }))
}
