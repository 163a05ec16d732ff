import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'reject',
  title: 'Reject the request',
  submit: 'Reject',
  label: 'Why should it not run?',
  optional: true,
})
