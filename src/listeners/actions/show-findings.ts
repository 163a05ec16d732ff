import { refusal } from '../../messages/index.ts'
import { findings as modal } from '../../modals/index.ts'
import { tell } from '../listen.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const showFindings: IncidentButton = {
  id: 'show-findings',
  async run(g, { incident }) {
    const { diagnostics } = incident
    if (diagnostics === undefined || diagnostics.findings.length === 0)
      return tell(g, refusal({ refused: 'No probe has answered yet.', next: 'Press Diagnose.' }))
    await showView(g, modal.view(diagnostics))
  },
}
