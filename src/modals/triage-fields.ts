import {
  momentField,
  numberField,
  radioField,
  type SafeBlock,
  selectField,
  textField,
} from '../blocks/index.ts'
import type { Triage } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import { callAnswers } from '../incident/words.ts'
import { type FormState, readChoice, readField, readMoment } from './form.ts'

/** The first question (§1.2): its answer proposes the severity. */
export function callField(value?: string): SafeBlock {
  return radioField({
    id: 'can-call',
    label: 'Can customers call for emergencies?',
    choices: [
      { value: 'no', label: 'No', hint: 'proposes P1' },
      { value: 'yes', label: 'Yes' },
      { value: 'unknown', label: 'Don’t know' },
    ],
    value: value ?? 'unknown',
  })
}

/** What, when, where, who, impact (§1.2): all optional, all welcome. */
export function triageFields(policy: Policy, t: Triage = {}): SafeBlock[] {
  return [
    textField({
      id: 'what',
      label: 'What exactly is failing?',
      optional: true,
      multiline: true,
      ...(t.what ? { value: t.what } : {}),
    }),
    momentField({ id: 'when', label: 'When did it start?', optional: true }),
    ...(policy.services.length === 0
      ? []
      : [
          selectField({
            id: 'where',
            label: 'Which service?',
            optional: true,
            choices: policy.services.map(s => ({ value: s.key, label: s.name })),
            ...(t.where ? { value: t.where } : {}),
          }),
        ]),
    numberField({ id: 'customers', label: 'How many customers are affected?', optional: true }),
    textField({
      id: 'impact',
      label: 'What does it mean for them?',
      optional: true,
      ...(t.impact ? { value: t.impact } : {}),
    }),
  ]
}

export function readTriage(state: FormState): { triage: Triage; errors: Record<string, string> } {
  const number = readField(state, 'customers')
  const customersAffected = number === undefined ? undefined : Number(number)
  const badNumber =
    customersAffected !== undefined && (!Number.isInteger(customersAffected) || customersAffected < 0)
  const canCall = readChoice(state, 'can-call', callAnswers)
  const when = readMoment(state, 'when')
  const [what, where, impact] = ['what', 'where', 'impact'].map(id => readField(state, id))
  const triage: Triage = {
    ...(canCall === undefined ? {} : { canCall }),
    ...(what === undefined ? {} : { what }),
    ...(when === undefined ? {} : { when }),
    ...(where === undefined ? {} : { where }),
    ...(customersAffected === undefined || badNumber ? {} : { customersAffected }),
    ...(impact === undefined ? {} : { impact }),
  }
  return { triage, errors: badNumber ? { customers: 'A whole number, zero or more.' } : {} }
}
