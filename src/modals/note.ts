import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'note',
  title: 'Add a note',
  submit: 'Add',
  label: 'What should the timeline remember?',
})
