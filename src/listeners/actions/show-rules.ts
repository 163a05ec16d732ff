import { type EventData, isKnown } from '../../incident/events.ts'
import { rules as modal } from '../../modals/index.ts'
import { refuse } from '../answer.ts'
import { onceRecorded } from '../once-recorded.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

/** Every rule of the last assessment, with its input and verdict (§2.2). */
export const showRules: IncidentButton = {
  id: 'show-rules',
  async run(g, { incident }) {
    const seq = await onceRecorded(g, incident, i => i.assessment?.seq)
    const e = seq === undefined ? undefined : await g.runbook.store.readEvent(incident.id, seq)
    if (e === undefined || !isKnown(e) || e.type !== 'severity.assessed')
      return refuse(g, { refused: 'Nothing has been assessed yet.', next: 'Press Diagnose.' })
    await showView(g, modal.view(e.data as EventData<'severity.assessed'>))
  },
}
