import type { Decision, Given } from '../decision.ts'
import { event } from '../events.ts'

/** A message that belongs into the story is copied into the log, with who said it and when (§4.2). */
export type PromoteMessage = {
  type: 'promote-message'
  message: string
  text: string
  author: string
  at: number
}

export function promoteMessage({ command: c }: Given<PromoteMessage>): Decision {
  const { message, author, at } = c
  return { events: [event('message.promoted', { message, author, at, text: c.text.slice(0, 3000) })] }
}
