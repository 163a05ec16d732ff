import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

export type AddNote = { type: 'add-note'; text: string }

export function addNote({ command }: Given<AddNote>): Decision {
  const text = command.text.trim()
  if (text === '')
    return refuse('A note needs some text.', 'For example: /incident note restarted the pooler by hand')
  return { events: [event('note.added', { text: text.slice(0, 3000) })] }
}
