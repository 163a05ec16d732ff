import { encodeMeta, modal, selectField, textField, type View } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, type Read, readChoice, readField } from './form.ts'

export const callbackId = 'update'
const choices = ['investigating', 'identified', 'monitoring'] as const
type Open = (typeof choices)[number]

export function view(i: Incident): View {
  const titles: Record<Open, string> = {
    investigating: 'Investigating',
    identified: 'Identified: the cause is known',
    monitoring: 'Monitoring: a fix is in place',
  }
  return modal({
    callbackId,
    title: 'Post an update',
    submit: 'Post',
    meta: encodeMeta({ i: i.id }),
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
    ],
  })
}

export function read(state: FormState): Read<{ text: string; status?: Open }> {
  const text = readField(state, 'text')
  if (text === undefined) return { ok: false, errors: { text: 'One sentence is enough.' } }
  const status = readChoice(state, 'status', choices)
  return { ok: true, value: { text, ...(status === undefined ? {} : { status }) } }
}
