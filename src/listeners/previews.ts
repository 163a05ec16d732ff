import type { Refusal } from '../incident/decision.ts'
import type { Json } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import type { ActionRequest, Incident } from '../incident/state.ts'
import type { StepPreview } from '../modals/index.ts'
import { type Prepared, prepareStep } from '../runbook/prepare-step.ts'
import type { Runbook } from '../runbook/runbook.ts'

export type TakenPreview = { title: string; prepared: Prepared | { failed: string } }

/** Takes previews side by side; one that cannot be read says why and holds up none of the others. */
export async function previewSteps(
  runbook: Runbook,
  policy: Policy,
  incident: Incident,
  steps: { key: string; params?: Json; batch?: string; given?: Record<string, Json> }[],
): Promise<TakenPreview[]> {
  const now = await runbook.store.now()
  return Promise.all(
    steps.map(async ({ key, params, batch, given }) => {
      const title = policy.actions[key]?.title ?? key
      try {
        return {
          title,
          prepared: await prepareStep({ runbook, policy, now, incident }, key, params, batch, given),
        }
      } catch (error) {
        return { title, prepared: { failed: error instanceof Error ? error.message : String(error) } }
      }
    }),
  )
}

export function toStepPreview({ title, prepared }: TakenPreview): StepPreview {
  if ('step' in prepared)
    return { ...prepared.step, title, ...(prepared.edits === undefined ? {} : { edits: prepared.edits }) }
  const choice = 'choice' in prepared ? prepared.choice : undefined
  return { title, skipped: whyNot(prepared), ...(choice === undefined ? {} : { choice }) }
}

function whyNot(p: Exclude<Prepared, { step: unknown }> | { failed: string }): string {
  if ('failed' in p) return `Production could not be read: ${p.failed}`
  return 'nothingToDo' in p ? p.nothingToDo : words(p)
}

const words = (r: Refusal) => `${r.refused} ${r.next}`

/** What an approver sees of these steps right now, and the hashes that seeing it stands for. */
export async function previewOf(
  runbook: Runbook,
  policy: Policy,
  incident: Incident,
  requests: ActionRequest[],
): Promise<{ seen: Record<string, string>; previews: StepPreview[] }> {
  const taken = await previewSteps(
    runbook,
    policy,
    incident,
    requests.map(r => ({ key: r.action, params: r.params, batch: r.batch })),
  )
  const seen: Record<string, string> = {}
  const previews = requests.map((r, n) => {
    const t = taken[n]
    if (t !== undefined && 'step' in t.prepared) seen[r.id] = t.prepared.step.hash
    return t === undefined ? { title: r.title, skipped: 'no preview' } : withWas(r, t)
  })
  return { seen, previews }
}

function withWas(r: ActionRequest, t: TakenPreview): StepPreview {
  const shown = toStepPreview(t)
  if ('skipped' in shown) return shown
  // What is approved is the very words that were asked for.
  const { edits: _, ...asked } = shown
  if (!('step' in t.prepared) || t.prepared.step.hash === r.hash) return asked
  return { ...asked, was: r.shows }
}
