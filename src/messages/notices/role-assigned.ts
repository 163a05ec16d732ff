import { mention, safe } from '../../blocks/index.ts'
import { roleWord } from '../words.ts'
import type { Notice, Of } from './index.ts'

export function roleAssigned(e: Of<'role.assigned'>): Notice {
  const { role, user, from } = e.data
  const before = from === undefined ? '' : safe` (before: ${mention(from)})`
  const text = safe`👤 ${roleWord[role]} is now ${mention(user)}${before}, assigned by ${mention(e.by)}.`
  return { text, under: 'panel' }
}
