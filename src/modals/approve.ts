import {
  context,
  encodeMeta,
  modal,
  type SafeBlock,
  safe,
  section,
  textField,
  type View,
} from '../blocks/index.ts'
import { batchOf, type Incident } from '../incident/state.ts'
import { type FormState, readField } from './form.ts'
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
      ...typedField(i, batch),
      context(
        safe`Read from production just now. If it changes before it runs, nothing is run and you are told.`,
      ),
    ],
  })
}

/** The destructive wants its target typed. */
export function typedField(i: Incident, batch: string): SafeBlock[] {
  const typed = batchOf(i, batch).find(r => r.status === 'requested' && r.typed !== undefined)?.typed
  return typed === undefined ? [] : [textField({ id: 'typed', label: `Type “${typed}” to confirm` })]
}

export const readTyped = (state: FormState): string | undefined => readField(state, 'typed')
