import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'resolve',
  title: 'Resolve',
  submit: 'Check and resolve',
  label: 'What was it, and what ended it?',
  optional: true,
  note: 'The endpoints are checked first; the incident resolves by itself when they are healthy.',
})
