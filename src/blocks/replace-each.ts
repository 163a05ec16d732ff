/** Text is put together in pieces of about this length, which the processor's cache holds. */
const pieceLength = 8192

/**
 * `replaceAll` with a global pattern, written as a loop: the built-in one takes eight times as long a byte on texts of
 * a megabyte that are full of matches. `instead` gets what was found and its first group.
 */
export function replaceEach(
  text: string,
  pattern: RegExp,
  instead: (found: string, kept?: string) => string,
): string {
  const pieces: string[] = []
  let piece: string[] = []
  let begun = 0
  let at = 0
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found, kept] = match
    piece.push(text.slice(at, match.index), instead(found, kept))
    at = match.index + found.length
    if (at - begun < pieceLength) continue
    pieces.push(piece.join(''))
    piece = []
    begun = at
  }
  if (at === 0) return text
  return pieces.join('') + piece.join('') + text.slice(at)
}
