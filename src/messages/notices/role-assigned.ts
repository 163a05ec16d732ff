import { mention, safe } from '../../blocks/index.ts'
import { roleWord } from '../words.ts'
import type { Notice, Of } from './index.ts'

export function roleAssigned(e: Of<'role.assigned'>): Notice {
  const { role, user, from } = e.data
  const before = from === undefined ? '' : safe` (before: ${mention(from)})`
  const by = e.by === user ? '' : safe`, assigned by ${mention(e.by)}`
  const text = safe`👤 ${roleWord[role]} is now ${mention(user)}${before}${by}.`
  return { text, under: 'panel' }
}
