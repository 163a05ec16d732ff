import { encodeMeta, modal, selectField, userField, type View } from '../blocks/index.ts'
import { type ResponderRole, responderRoles } from '../incident/model/words.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, type Read, readChoice, readField } from './form.ts'

export const callbackId = 'role'

const titles: Record<ResponderRole, string> = {
  commander: 'Incident Commander',
  communications: 'Communications Lead',
  operations: 'Operations Lead',
  scribe: 'Scribe',
}

export function view(i: Incident, user: string): View {
  return modal({
    callbackId,
    title: 'Assign a role',
    submit: 'Assign',
    meta: encodeMeta({ i: i.id }),
    blocks: [
      selectField({
        id: 'role',
        label: 'Role',
        choices: responderRoles.map(r => ({ value: r, label: titles[r] })),
        value: 'commander',
      }),
      userField({ id: 'user', label: 'Who takes it?', value: user }),
    ],
  })
}

export function read(state: FormState): Read<{ role: ResponderRole; user: string }> {
  const role = readChoice(state, 'role', responderRoles)
  const user = readField(state, 'user')
  if (role === undefined) return { ok: false, errors: { role: 'Choose one.' } }
  if (user === undefined) return { ok: false, errors: { user: 'Choose a person.' } }
  return { ok: true, value: { role, user } }
}
