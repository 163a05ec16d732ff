import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'cancel',
  title: 'Cancel the incident',
  submit: 'Cancel it',
  label: 'Why was this no incident?',
})
