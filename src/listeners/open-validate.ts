import type { Incident } from '../incident/state.ts'
import { validate as modal } from '../modals/index.ts'
import { listSent } from '../runbook/list-sent.ts'
import { toldRefusal } from './answer.ts'
import { command, type Gesture } from './listen.ts'
import { showView } from './show-view.ts'

/** Reading starts at once; what writes to production is shown first, and starts when the person says so. */
export async function openValidate(g: Gesture, incident: Incident): Promise<void> {
  const policy = await g.runbook.policies.of(incident.playbook)
  const sent = listSent(policy)
  if (sent.length > 0) return void (await showView(g, modal.view(incident, policy, sent)))
  await toldRefusal(g, await command(g, incident.id, { type: 'validate' }))
}
