import type { Person } from '../slack/index.ts'

const lookEveryMs = 20
const defaultLimitMs = 15_000

/** Waits until a person can see something; says what they saw instead when they cannot. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false,
  limitMs = defaultLimitMs,
): Promise<T> {
  const end = Date.now() + limitMs
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s for: ${what}`)
    await new Promise(resolve => setTimeout(resolve, lookEveryMs))
  }
}

/** A message with these words, in what the person sees. */
export function seesText(person: Person, channel: string, words: string | RegExp) {
  return person
    .sees(channel)
    .toReversed()
    .find(m => (typeof words === 'string' ? m.text.includes(words) : words.test(m.text)))
}
