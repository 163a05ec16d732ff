import { context, encodeMeta, modal, safe, section, type View } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { previewBlocks, type StepPreview } from './previews.ts'

export const callbackId = 'contain'

/** The checklist's previews, taken now; submitting asks for an approval, nothing more. */
export function view(i: Incident, list: { key: string; title: string }, steps: StepPreview[]): View {
  const canAsk = steps.some(s => !('skipped' in s))
  return modal({
    callbackId,
    title: 'Contain',
    ...(canAsk ? { submit: 'Ask for approval' } : {}),
    meta: encodeMeta({ i: i.id, list: list.key }),
    blocks: [
      section(safe`*${list.title}*`),
      ...previewBlocks(steps),
      context(safe`Nothing runs yet: somebody else approves it first. Each step starts in this order.`),
    ],
  })
}
