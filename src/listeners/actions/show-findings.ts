import { findings as modal } from '../../modals/index.ts'
import { refuse } from '../answer.ts'
import { onceRecorded } from '../once-recorded.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const showFindings: IncidentButton = {
  id: 'show-findings',
  async run(g, { incident }) {
    const diagnostics = await onceRecorded(g, incident, i =>
      (i.diagnostics?.findings ?? []).length === 0 ? undefined : i.diagnostics,
    )
    if (diagnostics === undefined)
      return refuse(g, { refused: 'No probe has answered yet.', next: 'Press Diagnose.' })
    await showView(g, modal.view(diagnostics))
  },
}
