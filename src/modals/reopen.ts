import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'reopen',
  title: 'Reopen',
  submit: 'Reopen',
  label: 'What came back?',
})
