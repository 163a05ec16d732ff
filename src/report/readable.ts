import type { Names } from './timeline.ts'

/** Slack's tokens as people read them: people, groups and channels by name, links by their words. */
export function resolveTokens(words: string, names: Names): string {
  if (!words.includes('<')) return words
  // An id that nobody could name stands for itself.
  const known = (id: string, otherwise: string) =>
    names[id] === undefined || names[id] === id ? otherwise : names[id]
  return words
    .replaceAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${names[id] ?? id}`)
    .replaceAll(/<#([CGD][A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, label = '') =>
      label === '' ? known(id, `#${id}`) : `#${label}`,
    )
    .replaceAll(/<!subteam\^(S[A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, label = '') =>
      label === '' ? known(id, `@${id}`) : label,
    )
    .replaceAll(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<mailto:([^|>]*)(?:\|[^>]*)?>/g, '$1')
    .replaceAll(/<(https?:[^|>]*)\|([^>]*)>/g, '$2 ($1)')
    .replaceAll(/<(https?:[^>]*)>/g, '$1')
}

/** A message as Slack stores it: tokens resolved, and the three characters it escapes as they were typed. */
export const readable = (words: string, names: Names): string =>
  resolveTokens(words, names).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
