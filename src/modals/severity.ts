import { encodeMeta, modal, radioField, textField, type View } from '../blocks/index.ts'
import { type Severity, severities } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, type Read, readChoice, readField } from './form.ts'
import { severityCriteria } from './severity-criteria.ts'

export const callbackId = 'severity'

export function view(i: Incident, policy: Policy): View {
  return modal({
    callbackId,
    title: 'Severity',
    submit: 'Change',
    meta: encodeMeta({ i: i.id }),
    blocks: [
      radioField({
        id: 'severity',
        label: 'Severity',
        choices: severities.map(s => ({
          value: s,
          label: `${s} · ${policy.severities[s].name}`,
          hint: policy.severities[s].means,
        })),
        value: i.severity,
      }),
      ...severityCriteria(policy),
      textField({ id: 'reason', label: 'Why?', optional: true }),
    ],
  })
}

export function read(state: FormState): Read<{ to: Severity; reason: string }> {
  const to = readChoice(state, 'severity', severities)
  if (to === undefined) return { ok: false, errors: { severity: 'Choose one.' } }
  return { ok: true, value: { to, reason: readField(state, 'reason') ?? '' } }
}
