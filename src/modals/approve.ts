import { context, encodeMeta, modal, safe, section, type View } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { previewBlocks, type StepPreview } from './previews.ts'

export const callbackId = 'approve'

/** The request beside the preview taken now; what is shown here is what the approval binds to. */
export function view(i: Incident, batch: string, seen: Record<string, string>, steps: StepPreview[]): View {
  const canApprove = Object.keys(seen).length > 0
  return modal({
    callbackId,
    title: 'Review and approve',
    ...(canApprove ? { submit: 'Approve' } : {}),
    meta: encodeMeta({ i: i.id, b: batch, seen }),
    blocks: [
      section(safe`${i.severity} · ${i.title}`),
      ...previewBlocks(steps),
      context(
        safe`Read from production just now. If it changes before it runs, nothing is run and you are told.`,
      ),
    ],
  })
}
