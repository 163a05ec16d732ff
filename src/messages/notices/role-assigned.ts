import { author, mention, safe } from '../../blocks/index.ts'
import { roleWord } from '../words.ts'
import type { Notice, Of } from './index.ts'

export function roleAssigned(e: Of<'role.assigned'>): Notice {
  const { role, user, from } = e.data
  const before = from === undefined ? '' : safe` (before: ${author(from)})`
  const by = e.by === user ? '' : safe`, assigned by ${author(e.by)}`
  const text = safe`👤 ${roleWord[role]} is now ${e.by === user ? author(user) : mention(user)}${before}${by}.`
  return { text, under: 'panel' }
}
