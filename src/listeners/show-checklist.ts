import { safe } from '../blocks/index.ts'
import { isLeftOut } from '../incident/manual-steps/items.ts'
import type { Incident } from '../incident/state.ts'
import { asMarkup } from '../messages/index.ts'
import { loading, contain as modal, problem } from '../modals/index.ts'
import { runProbes } from '../runbook/run-probes.ts'
import type { Gesture } from './listen.ts'
import { previewSteps, toStepPreview } from './previews.ts'
import { admitOr } from './refuse-outsiders.ts'
import { showView } from './show-view.ts'

/** A checklist's previews, and its read-only checks; production is read while a loading view keeps the trigger alive. */
export async function showChecklist(
  g: Gesture,
  incident: Incident,
  given: { title: string; key: string | undefined; none: string },
): Promise<void> {
  const policy = await g.runbook.policies.of(incident.playbook)
  const shown = await showView(g, loading(given.title))
  const admitted = await admitOr(g, policy)
  if ('refused' in admitted)
    return void (await g.runbook.chat.updateView(
      shown.id,
      problem(given.title, safe`${asMarkup(admitted.refused)} ${asMarkup(admitted.next)}`),
    ))
  const list = given.key === undefined ? undefined : policy.checklists[given.key]
  if (list === undefined)
    return void (await g.runbook.chat.updateView(
      shown.id,
      problem(given.title, safe`${asMarkup(given.none)}`),
    ))
  const [steps, findings] = await Promise.all([
    previewSteps(
      g.runbook,
      policy,
      incident,
      list.steps.filter(key => policy.manual[key] === undefined).map(key => ({ key })),
    ),
    runProbes(
      policy.probes.filter(p => list.checks.includes(p.key)),
      g.runbook.production,
      await g.runbook.store.now(),
      () => undefined,
    ),
  ])
  const own = list.steps.every(key => policy.actions[key]?.approval.count === 0)
  const manual = list.steps.flatMap(key => policy.manual[key] ?? [])
  const byHand = manual.filter(m => !isLeftOut(incident, m)).map(m => m.title)
  const leftOut = manual.filter(m => isLeftOut(incident, m)).map(m => m.title)
  const view = modal.view(incident, list, steps.map(toStepPreview), {
    title: given.title,
    own,
    findings,
    byHand,
    leftOut,
  })
  await g.runbook.chat.updateView(shown.id, view)
}
