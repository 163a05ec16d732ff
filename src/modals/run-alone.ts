import { context, encodeMeta, modal, radioField, safe, textField, type View } from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { typedFields } from './approve.ts'
import { type FormState, type Read, readField } from './form.ts'
import { previewBlocks, type StepPreview } from './previews.ts'

export const callbackId = 'run-alone'

/** Break-glass: the first reason is chosen already, so that nobody has to type at 3 a.m. */
export function view(
  i: Incident,
  policy: Policy,
  batch: string,
  seen: Record<string, string>,
  steps: StepPreview[],
): View {
  const reasons = policy.breakGlass.reasons
  return modal({
    callbackId,
    title: 'Run without approval',
    ...(Object.keys(seen).length > 0 ? { submit: 'Run without approval' } : {}),
    meta: encodeMeta({ i: i.id, b: batch, seen }),
    blocks: [
      ...previewBlocks(steps),
      ...typedFields(i, batch, seen),
      radioField({
        id: 'reason',
        label: 'Why alone?',
        choices: reasons.map((r, n) => ({ value: String(n), label: r })),
        value: '0',
      }),
      textField({ id: 'own', label: 'Or in your own words', optional: true }),
      context(safe`The channel is told loudly, and the post-mortem looks at it again.`),
    ],
  })
}

export function read(state: FormState, policy: Policy): Read<string> {
  const reason =
    readField(state, 'own') ?? policy.breakGlass.reasons[Number(readField(state, 'reason') ?? '0')]
  return reason === undefined ? { ok: false, errors: { reason: 'Choose one.' } } : { ok: true, value: reason }
}
