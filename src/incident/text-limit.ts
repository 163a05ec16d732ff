import { type Refusal, refuse } from './decision.ts'

/** As long as a text of Slack's forms may be. */
export const textLimit = 3000

/** A text that is too long is refused with the limit; it is never cut without a word. */
export function refuseTooLong(what: string, text: string): Refusal | undefined {
  if (text.length <= textLimit) return undefined
  const [most, length] = [textLimit, text.length].map(n => n.toLocaleString('en'))
  return refuse(
    `${what} takes at most ${most} characters; this has ${length}.`,
    'Shorten it and send it again.',
  )
}
