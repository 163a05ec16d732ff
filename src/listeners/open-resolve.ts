import type { Incident } from '../incident/state.ts'
import { resolve as modal } from '../modals/index.ts'
import { listSent } from '../runbook/list-sent.ts'
import type { Gesture } from './listen.ts'
import { showView } from './show-view.ts'

/** Always by the form: it shows what the check sends to production before anything is sent. */
export async function openResolve(g: Gesture, incident: Incident, summary = ''): Promise<void> {
  const policy = await g.runbook.policies.of(incident.playbook)
  await showView(g, modal.view(incident, listSent(policy), summary))
}
