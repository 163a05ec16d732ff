import {
  channelWords,
  checkboxField,
  encodeMeta,
  modal,
  type SafeBlock,
  selectField,
  textField,
  type View,
} from '../blocks/index.ts'
import { type Severity, severities } from '../incident/model/words.ts'
import { isPublic } from '../incident/outside/status-page.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { usualAudiences } from '../incident/updates/usual-audiences.ts'
import { type FormState, type Read, readChoice, readChoices, readField } from './form.ts'
import { severityCriteria } from './severity-criteria.ts'

export const callbackId = 'update'
const choices = ['investigating', 'identified', 'monitoring'] as const
type Open = (typeof choices)[number]

export function view(i: Incident, policy: Policy): View {
  const titles: Record<Open, string> = {
    investigating: 'Investigating',
    identified: 'Identified: the cause is known',
    monitoring: 'Monitoring: a fix is in place',
  }
  return modal({
    callbackId,
    title: 'Post an update',
    submit: 'Post',
    meta: encodeMeta({ i: i.id, s: i.severity, status: i.status }),
    blocks: [
      textField({
        id: 'text',
        label: 'What is known, and what happens next?',
        multiline: true,
        ...(i.update === undefined ? {} : { value: i.update.text }),
      }),
      selectField({
        id: 'status',
        label: 'Status',
        choices: choices.map(s => ({ value: s, label: titles[s] })),
        value: i.status,
      }),
      selectField({
        id: 'severity',
        label: 'Severity',
        choices: severities.map(s => ({ value: s, label: `${s} · ${policy.severities[s].name}` })),
        value: i.severity,
      }),
      ...severityCriteria(policy),
      ...audienceField(i, policy),
      ...publicField(i, policy),
    ],
  })
}

/** The incident's channel and its line in the emergency channel always have it; nothing private goes further. */
function audienceField(i: Incident, policy: Policy): SafeBlock[] {
  const { audiences } = policy.updates
  if (audiences.length === 0 || i.visibility === 'private') return []
  const usual = usualAudiences(i, policy)
  return [
    checkboxField({
      id: 'audiences',
      label: 'Also tell',
      optional: true,
      choices: audiences.map(name => ({ value: name, label: channelWords(name) })),
      ticked: usual.map(u => u.audience),
      ...(usual.length === 0
        ? {}
        : { hint: `Ticked: ${usual.map(u => `${channelWords(u.audience)}, since ${u.why}`).join('; ')}.` }),
    }),
  ]
}

/** Off unless ticked: the public reads it as it stands. */
function publicField(i: Incident, policy: Policy): SafeBlock[] {
  if (!isPublic(i, i.severity, policy)) return []
  return [
    checkboxField({
      id: 'public',
      label: 'And the public?',
      optional: true,
      choices: [{ value: 'status-page', label: 'Publish these words on the status page' }],
    }),
  ]
}

type Written = {
  statusPage?: true
  text: string
  status?: Open
  severity?: Severity
  audiences: string[]
}

export function read(state: FormState): Read<Written> {
  const text = readField(state, 'text')
  if (text === undefined) return { ok: false, errors: { text: 'One sentence is enough.' } }
  const status = readChoice(state, 'status', choices)
  const severity = readChoice(state, 'severity', severities)
  const value = {
    text,
    audiences: readChoices(state, 'audiences'),
    ...(status === undefined ? {} : { status }),
    ...(severity === undefined ? {} : { severity }),
    ...(readChoices(state, 'public').includes('status-page') ? { statusPage: true as const } : {}),
  }
  return { ok: true, value }
}
