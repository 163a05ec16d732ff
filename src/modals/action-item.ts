import {
  encodeMeta,
  modal,
  momentField,
  radioField,
  textField,
  userField,
  type View,
} from '../blocks/index.ts'
import { type Priority, priorities } from '../incident/learning/action-items.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, type Read, readChoice, readField, readMoment } from './form.ts'

export const callbackId = 'action-item'

export function view(i: Incident): View {
  return modal({
    callbackId,
    title: 'Action item',
    submit: 'Open',
    meta: encodeMeta({ i: i.id }),
    blocks: [
      textField({ id: 'title', label: 'What is to be done?', most: 300 }),
      userField({ id: 'owner', label: 'Who does it?', optional: true }),
      momentField({ id: 'due', label: 'Until when?', optional: true }),
      radioField({
        id: 'priority',
        label: 'Priority',
        choices: priorities.map(p => ({ value: p, label: `${p[0]?.toUpperCase()}${p.slice(1)}` })),
        value: 'medium',
      }),
    ],
  })
}

type Written = { title: string; owner?: string; dueAt?: number; priority: Priority }

export function read(state: FormState): Read<Written> {
  const title = readField(state, 'title')
  if (title === undefined) return { ok: false, errors: { title: 'Say in a few words what is to be done.' } }
  const owner = readField(state, 'owner')
  const dueAt = readMoment(state, 'due')
  const priority = readChoice(state, 'priority', priorities) ?? 'medium'
  const more = { ...(owner === undefined ? {} : { owner }), ...(dueAt === undefined ? {} : { dueAt }) }
  return { ok: true, value: { title, priority, ...more } }
}
