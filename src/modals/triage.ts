import { encodeMeta, modal, type View } from '../blocks/index.ts'
import type { Triage } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import type { FormState, Read } from './form.ts'
import { callField, readTriage, triageFields } from './triage-fields.ts'

export const callbackId = 'triage'

export function view(i: Incident, policy: Policy): View {
  return modal({
    callbackId,
    title: 'Triage',
    submit: 'Save',
    meta: encodeMeta({ i: i.id }),
    blocks: [callField(i.canCall), ...triageFields(policy, i.triage)],
  })
}

export function read(state: FormState): Read<Triage> {
  const { triage, errors } = readTriage(state)
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: triage }
}
