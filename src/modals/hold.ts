import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'hold',
  title: 'Hold the escalation',
  submit: 'Hold',
  label: 'Why should they not be told yet?',
  note: 'It is recorded, and goes out by itself when the time is up. A level can be held once.',
})
