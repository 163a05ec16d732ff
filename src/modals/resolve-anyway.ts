import { oneField } from './one-field.ts'

export const { callbackId, view, read } = oneField({
  callbackId: 'resolve-anyway',
  title: 'Resolve anyway',
  submit: 'Check and resolve',
  label: 'Why is it over although the checks do not pass?',
})
