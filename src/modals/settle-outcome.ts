import { context, encodeMeta, modal, safe, section, textField, type View } from '../blocks/index.ts'
import type { ActionRequest, Incident } from '../incident/state.ts'
import { type FormState, type Read, readField } from './form.ts'

export const callbackId = 'settle-outcome'

/** Somebody says what became of an action; the form is the confirmation, and asks for what they saw. */
export function view(i: Incident, r: ActionRequest, happened: boolean): View {
  return modal({
    callbackId,
    title: 'What happened?',
    submit: happened ? 'It happened' : 'It did not',
    meta: encodeMeta({ i: i.id, r: r.id, happened }),
    blocks: [
      section(safe`*${r.title}*  ${r.target}`),
      textField({ id: 'text', label: 'What do you see in production?', multiline: true }),
      context(
        happened
          ? safe`On submit: it counts as done, its way back is offered, and ${r.target} can be changed again.`
          : safe`On submit: it counts as not done, it can be asked for again, and ${r.target} can be changed again.`,
      ),
    ],
  })
}

export function read(state: FormState): Read<string> {
  const text = readField(state, 'text')
  return text === undefined
    ? { ok: false, errors: { text: 'Say what you see in production.' } }
    : { ok: true, value: text }
}
