import { encodeMeta, modal, selectField, textField, type View } from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, type Read, readField } from './form.ts'

export const callbackId = 'escalate'

/** Tells a role now, whatever the clock says; `role` is chosen beforehand. */
export function view(i: Incident, policy: Policy, role = ''): View {
  return modal({
    callbackId,
    title: 'Escalate now',
    submit: 'Tell them',
    meta: encodeMeta({ i: i.id }),
    blocks: [
      selectField({
        id: 'role',
        label: 'Who is needed?',
        choices: Object.values(policy.roles).map(r => ({ value: r.name, label: r.title })),
        value: role,
      }),
      textField({ id: 'reason', label: 'What is asked of them?', multiline: true, most: 500 }),
    ],
  })
}

export function read(state: FormState): Read<{ role: string; reason: string }> {
  const role = readField(state, 'role')
  const reason = readField(state, 'reason')
  if (role === undefined) return { ok: false, errors: { role: 'Choose one.' } }
  if (reason === undefined) return { ok: false, errors: { reason: 'One sentence is enough.' } }
  return { ok: true, value: { role, reason } }
}
