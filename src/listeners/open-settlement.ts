import type { Meta } from '../blocks/index.ts'
import { authoriseSettlement } from '../incident/authorise.ts'
import { type Incident, waitsForPerson } from '../incident/state.ts'
import { settleOutcome as modal } from '../modals/index.ts'
import { toldRefusal } from './answer.ts'
import { actorOf, type Gesture } from './listen.ts'
import { showView } from './show-view.ts'

/** Opens the form in which somebody says what became of an action. */
export async function openSettlement(
  g: Gesture,
  { incident, meta }: { incident: Incident; meta: Meta },
  happened: boolean,
): Promise<void> {
  const r = incident.requests[meta.r ?? '']
  if (r === undefined || !waitsForPerson(r))
    return void (await toldRefusal(g, {
      refused: 'The outcome of this action is not open any more.',
      next: 'Its message shows what became of it.',
    }))
  const policy = await g.runbook.policies.of(incident.playbook)
  const refused = authoriseSettlement(await actorOf(g, policy), r, policy)
  if (refused !== undefined) return void (await toldRefusal(g, refused))
  await showView(g, modal.view(incident, r, happened))
}
