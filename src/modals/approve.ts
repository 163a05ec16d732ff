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
export function view(
  i: Incident,
  batch: string,
  seen: Record<string, string>,
  steps: StepPreview[],
  /** Steps that wait for somebody else, by their titles. */
  others: string[] = [],
): View {
  const canApprove = Object.keys(seen).length > 0
  return modal({
    callbackId,
    title: 'Review and approve',
    ...(canApprove ? { submit: 'Approve' } : {}),
    meta: encodeMeta({ i: i.id, b: batch, seen }),
    blocks: [
      section(safe`${i.severity} · ${i.visibility === 'private' ? 'a private incident' : i.title}`),
      ...previewBlocks(steps),
      ...typedFields(i, batch, seen),
      ...(others.length === 0 ? [] : [context(safe`Others approve: ${others.join(', ')}`)]),
      context(
        safe`Read from production just now. If it changes before it runs, nothing is run and you are told.`,
      ),
    ],
  })
}

/** The destructive wants its target typed; each step that is approved here has its own field. */
export function typedFields(i: Incident, batch: string, seen: Record<string, string>): SafeBlock[] {
  return batchOf(i, batch)
    .filter(r => seen[r.id] !== undefined)
    .flatMap(r =>
      r.typed === undefined ? [] : [textField({ id: typedId(r.id), label: `Type “${r.typed}” to confirm` })],
    )
}

const typedId = (request: string) => `typed-${request}`

/** What was typed, by request. */
export function readTyped(state: FormState, requests: string[]): Record<string, string> {
  return Object.fromEntries(
    requests.flatMap(r => {
      const typed = readField(state, typedId(r))
      return typed === undefined ? [] : [[r, typed]]
    }),
  )
}
