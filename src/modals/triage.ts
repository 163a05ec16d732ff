import { encodeMeta, modal, type View } from '../blocks/index.ts'
import type { Triage } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import type { FormState, Read } from './form.ts'
import { breachField, callField, readTriage, triageFields } from './triage-fields.ts'

export const callbackId = 'triage'

export function view(i: Incident, policy: Policy): View {
  return modal({
    callbackId,
    title: 'Triage',
    submit: 'Save',
    meta: encodeMeta({ i: i.id, ...(i.triage.breach === true ? { list: 'breach' } : {}) }),
    blocks: [callField(i.canCall), breachField(i.triage.breach), ...triageFields(policy, i.triage)],
  })
}

/** `shown`: what the form's metadata carries. A tick that it showed and that is gone was taken away. */
export function read(state: FormState, shown?: string): Read<Triage> {
  const { triage: answers, errors } = readTriage(state)
  const triage = shown === 'breach' ? { breach: false, ...answers } : answers
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: triage }
}
