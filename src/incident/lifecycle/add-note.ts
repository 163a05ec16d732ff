import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { refuseTooLong } from '../text-limit.ts'

export type AddNote = { type: 'add-note'; text: string }

export function addNote({ command }: Given<AddNote>): Decision {
  const text = command.text.trim()
  if (text === '')
    return refuse('A note needs some text.', 'For example: /incident note restarted the pooler by hand')
  const tooLong = refuseTooLong('A note', text)
  if (tooLong) return tooLong
  return { events: [event('note.added', { text })] }
}
