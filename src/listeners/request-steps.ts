import type { Json } from '../incident/model/words.ts'
import type { Incident } from '../incident/state.ts'
import { refusal } from '../messages/index.ts'
import { refuse, tell, toldRefusal } from './answer.ts'
import { command, type Gesture } from './listen.ts'
import { previewSteps, toStepPreview } from './previews.ts'
import { admit } from './refuse-outsiders.ts'

type Asked = {
  steps: { key: string; params?: Json; given?: Record<string, Json> }[]
  wait: boolean
  onFailure: 'continue' | 'stop'
  undoes?: string
  /** The batch that this asks for anew. */
  again?: string
  manual?: string[]
}

/** Takes the previews now and asks for an approval of those steps that have something to do. */
export async function requestSteps(g: Gesture, incident: Incident, asked: Asked): Promise<void> {
  const { steps: wantedSteps, ...rest } = asked
  const policy = await g.runbook.policies.of(incident.playbook)
  if ((await admit(g, policy)) === undefined) return
  const taken = await previewSteps(g.runbook, policy, incident, wantedSteps)
  const steps = taken.flatMap(t => ('step' in t.prepared ? [t.prepared.step] : []))
  const skipped = taken.map(toStepPreview).flatMap(s => ('skipped' in s ? [`${s.title}: ${s.skipped}`] : []))
  if (steps.length === 0 && (asked.manual ?? []).length === 0)
    return refuse(g, { refused: 'There is nothing to ask for.', next: skipped.join(' ') })
  await toldRefusal(g, await command(g, incident.id, { type: 'request-actions', steps, ...rest }))
  if (skipped.length > 0) await tell(g, refusal({ refused: 'Left out:', next: skipped.join(' ') }))
}
