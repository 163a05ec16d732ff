import { author, safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

export function noteAdded(e: Of<'note.added'>): Notice {
  return { text: safe`📝 Note by ${author(e.by)}: ${e.data.text}` }
}
