import { context, encodeMeta, modal, safe, textField, type View } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, type Read, readField } from './form.ts'
import { type Sent, sentBlocks } from './sent.ts'

export const callbackId = 'resolve'

/** `summary`: what was typed after the command. */
export function view(i: Incident, sent: Sent[], summary = ''): View {
  return modal({
    callbackId,
    title: 'Check and resolve',
    submit: 'Check and resolve',
    meta: encodeMeta({ i: i.id }),
    blocks: [
      textField({
        id: 'text',
        label: 'What was it, and what ended it?',
        multiline: true,
        optional: true,
        ...(summary === '' ? {} : { value: summary }),
      }),
      ...sentBlocks(sent),
      context(safe`The endpoints are checked first; the incident resolves by itself when they are healthy.`),
    ],
  })
}

export const read = (state: FormState): Read<string> => ({ ok: true, value: readField(state, 'text') ?? '' })
