import {
  checkboxField,
  momentField,
  numberField,
  radioField,
  type SafeBlock,
  selectField,
  textField,
} from '../blocks/index.ts'
import type { Triage } from '../incident/events.ts'
import { callAnswers } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import { type FormState, readChoice, readChoices, readField, readMoment } from './form.ts'

/** The first question (§1.2): its answer proposes the severity. */
export function callField(value?: string, live = false): SafeBlock {
  return radioField({
    id: 'can-call',
    label: 'Can customers call for emergencies?',
    choices: [
      { value: 'no', label: 'No', hint: 'proposes P1' },
      { value: 'yes', label: 'Yes' },
      { value: 'unknown', label: 'Don’t know' },
    ],
    value: value ?? 'unknown',
    live,
  })
}

/** §2.1, § Internal channels: those who handle security are told of a breach that somebody suspects. */
export function breachField(isTicked = false, live = false): SafeBlock {
  return checkboxField({
    id: 'breach',
    label: 'Security',
    optional: true,
    choices: [
      {
        value: 'breach',
        label: 'This may be a security breach',
        hint: 'proposes P1; the security channel is told',
      },
    ],
    ticked: isTicked ? ['breach'] : [],
    live,
  })
}

export const whatField = (value?: string): SafeBlock =>
  textField({
    id: 'what',
    label: 'What exactly is failing?',
    optional: true,
    multiline: true,
    ...(value ? { value } : {}),
  })

/** What, when, where, who, impact (§1.2): all optional, all welcome. */
export function triageFields(policy: Policy, t: Triage = {}): SafeBlock[] {
  return [
    whatField(t.what),
    momentField({
      id: 'when',
      label: 'When did it start?',
      optional: true,
      ...(t.when === undefined ? {} : { at: t.when }),
    }),
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
    ...(policy.regions.length === 0
      ? []
      : [
          selectField({
            id: 'region',
            label: 'Which region?',
            optional: true,
            choices: policy.regions.map(r => ({ value: r.key, label: r.name })),
            ...(t.region ? { value: t.region } : {}),
          }),
        ]),
    textField({
      id: 'component',
      label: 'Which component?',
      optional: true,
      most: 200,
      ...(t.component ? { value: t.component } : {}),
    }),
    numberField({
      id: 'customers',
      label: 'How many customers are affected?',
      optional: true,
      ...(t.customersAffected === undefined ? {} : { value: String(t.customersAffected) }),
    }),
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
  const [what, where, region, component, impact] = ['what', 'where', 'region', 'component', 'impact'].map(
    id => readField(state, id),
  )
  const triage: Triage = {
    ...(canCall === undefined ? {} : { canCall }),
    ...(what === undefined ? {} : { what }),
    ...(when === undefined ? {} : { when }),
    ...(where === undefined ? {} : { where }),
    ...(region === undefined ? {} : { region }),
    ...(component === undefined ? {} : { component }),
    ...(customersAffected === undefined || badNumber ? {} : { customersAffected }),
    ...(impact === undefined ? {} : { impact }),
    // No tick says nothing: whether one was taken away is known by the form that showed it.
    ...(readChoices(state, 'breach').includes('breach') ? { breach: true } : {}),
  }
  return { triage, errors: badNumber ? { customers: 'A whole number, zero or more.' } : {} }
}
