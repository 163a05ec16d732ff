import { whysOffered } from '../../incident/learning/rca.ts'
import { rca as modal } from '../../modals/index.ts'
import type { IncidentButton } from './button.ts'

/** One more “why” in the open form; what was typed so far stays. */
export const moreWhys: IncidentButton = {
  id: 'more-whys',
  async run(g, { incident, meta }) {
    if (g.view === undefined) return
    void g.ack()
    const typed = modal.read(g.view.state)
    const shown = Number(meta.list ?? whysOffered(typed))
    // The form keeps what it was opened with, so that two people's words are still told apart.
    const base = { rca: typed, rcaSeq: Number(meta.r ?? 0) }
    await g.runbook.chat.updateView(g.view.id, modal.view({ ...incident, ...base }, shown + 1))
  },
}
