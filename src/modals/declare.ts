import { encodeMeta, type Meta, modal, radioField, textField, type View } from '../blocks/index.ts'
import type { Triage } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import { type Severity, severities } from '../incident/words.ts'
import { type FormState, type Read, readChoice, readField } from './form.ts'
import { severityCriteria } from './severity-criteria.ts'
import { breachField, callField, readTriage, triageFields } from './triage-fields.ts'

export const callbackId = 'declare'
const titleMost = 200

type Given = {
  policy: Policy
  from: NonNullable<Meta['from']>
  title?: string
  severity?: Severity
  what?: string
}

export function view({ policy, from, title, severity, what }: Given): View {
  return modal({
    callbackId,
    title: 'Declare an incident',
    submit: 'Declare',
    meta: encodeMeta({ from }),
    blocks: [
      callField(),
      breachField(),
      radioField({
        id: 'severity',
        label: 'Severity',
        choices: [
          ...severities.map(s => ({
            value: s,
            label: `${s} · ${policy.severities[s].name}`,
            hint: policy.severities[s].means,
          })),
          { value: 'unsure', label: 'Not sure', hint: 'P1 if customers cannot call, else P2 until assessed' },
        ],
        value: severity ?? 'unsure',
      }),
      ...severityCriteria(policy),
      textField({
        id: 'title',
        label: 'What is it, in a few words?',
        most: titleMost,
        ...(title ? { value: title } : {}),
      }),
      radioField({
        id: 'home',
        label: 'Where to work',
        choices: [
          { value: 'new', label: 'A new channel' },
          { value: 'here', label: 'This channel' },
        ],
        value: 'new',
      }),
      radioField({
        id: 'visibility',
        label: 'Who may know of it',
        choices: [
          { value: 'public', label: 'Everybody', hint: 'Announced in the emergency channel' },
          {
            value: 'private',
            label: 'Only those invited',
            hint: 'For security: a private channel, and nothing anywhere else',
          },
        ],
        value: 'public',
      }),
      ...triageFields(policy, what === undefined ? {} : { what }),
    ],
  })
}

export type Declared = {
  visibility: 'public' | 'private'
  title: string
  severity?: Severity
  triage: Triage
  home: 'new' | 'here'
}

export function read(state: FormState): Read<Declared> {
  const { triage, errors } = readTriage(state)
  const title = readField(state, 'title')
  if (title === undefined) errors.title = 'Say in a few words what fails.'
  if (title === undefined || Object.keys(errors).length > 0) return { ok: false, errors }
  const severity = readChoice(state, 'severity', severities)
  const home = readChoice(state, 'home', ['new', 'here'] as const) ?? 'new'
  const visibility = readChoice(state, 'visibility', ['public', 'private'] as const) ?? 'public'
  return {
    ok: true,
    value: { title, triage, home, visibility, ...(severity === undefined ? {} : { severity }) },
  }
}
