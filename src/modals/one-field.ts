import { context, encodeMeta, type Meta, modal, safe, textField, type View } from '../blocks/index.ts'
import { type FormState, type Read, readField } from './form.ts'

type Given = {
  callbackId: string
  title: string
  submit: string
  label: string
  optional?: boolean
  note?: string
}

/** A modal that asks for one text: notes, reasons, summaries. */
export function oneField(given: Given) {
  const { callbackId, title, submit, label, optional = false, note } = given
  return {
    callbackId,
    view: (meta: Meta): View =>
      modal({
        callbackId,
        title,
        submit,
        meta: encodeMeta(meta),
        blocks: [
          textField({ id: 'text', label, multiline: true, optional }),
          ...(note === undefined ? [] : [context(safe`${note}`)]),
        ],
      }),
    read(state: FormState): Read<string> {
      const text = readField(state, 'text')
      if (text === undefined && !optional) return { ok: false, errors: { text: 'Please fill this in.' } }
      return { ok: true, value: text ?? '' }
    },
  }
}
