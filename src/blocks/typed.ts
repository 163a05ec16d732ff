/** How people, groups and channels are called, by their ids. */
export type Names = Record<string, string>

/**
 * Slack's tokens as people read them: people, groups and channels by name, links by their words. No pattern reads
 * past the next `<`, so that a text of nothing but beginnings is read in linear time too.
 */
export function resolveTokens(words: string, names: Names): string {
  if (!words.includes('<')) return words
  // An id that nobody could name stands for itself.
  const known = (id: string, otherwise: string) =>
    names[id] === undefined || names[id] === id ? otherwise : names[id]
  return words
    .replaceAll(
      /<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/g,
      (_, id: string, label = '') => `@${names[id] ?? (label === '' ? id : label)}`,
    )
    .replaceAll(/<#([CGD][A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, label = '') =>
      label === '' ? known(id, `#${id}`) : `#${label}`,
    )
    .replaceAll(/<!subteam\^(S[A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, label = '') =>
      label === '' ? known(id, `@${id}`) : label,
    )
    .replaceAll(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, '@$1')
    .replaceAll(/<!date\^[^|<>]*\|([^<>]*)>/g, '$1')
    .replaceAll(/<mailto:([^|<>]*)(?:\|[^<>]*)?>/g, '$1')
    .replaceAll(/<(https?:[^|<>]*)\|([^<>]*)>/g, '$2 ($1)')
    .replaceAll(/<(https?:[^<>]*)>/g, '$1')
}

/**
 * What was typed in a message, a command or a mention, as it was typed. Slack sends those with tokens for people,
 * groups, channels and links, and with `& < >` as entities; each text is read by this once. What is typed in a form
 * comes as it is and is never read by this.
 */
export function readTyped(words: string, names: Names = {}): string {
  if (words.length <= pieceLength) return readPiece(words, names)
  const pieces: string[] = []
  for (let at = 0; at < words.length; ) {
    const end = nextCut(words, at)
    pieces.push(readPiece(words.slice(at, end), names))
    at = end
  }
  return pieces.join('')
}

/** A long text is read in pieces of about this length, which takes no more time a character than a short one. */
const pieceLength = 8192
const readPiece = (words: string, names: Names): string =>
  resolveTokens(words, names).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Where a piece that begins at `from` may end: before a `<`, which begins every token and is inside of none. */
function nextCut(words: string, from: number): number {
  const wanted = from + pieceLength
  if (wanted >= words.length) return words.length
  const before = words.lastIndexOf('<', wanted)
  if (before > from) return before
  const after = words.indexOf('<', wanted)
  return after === -1 ? words.length : after
}

/** The people whom a text mentions by token, in order. */
export const peopleIn = (words: string): string[] =>
  [...words.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(([, id = '']) => id)

/** Ids that a text mentions without saying what they are called. */
export const unnamedIn = (words: string): string[] =>
  [...words.matchAll(/<(?:@|#|!subteam\^)([A-Z0-9]+)\|?>/g)].map(([, id = '']) => id)
