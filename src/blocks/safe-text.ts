declare const safeBrand: unique symbol
declare const plainBrand: unique symbol
/** Slack mrkdwn in which everything foreign has been escaped. Raw strings do not fit. */
export type SafeText = string & { readonly [safeBrand]: true }
/** For headers, buttons and titles: never parsed by Slack, cleaned of control and direction characters. */
export type PlainText = string & { readonly [plainBrand]: true }

/** `<!channel>` and friends lose their power; the text stays readable. */
export function escapeText(foreign: string): SafeText {
  if (foreign.length <= pieceLength) return escapePiece(foreign) as SafeText
  // Each character is escaped by itself, so that a long text is done in pieces, which takes no more time a character.
  const pieces: string[] = []
  let isChanged = false
  for (let at = 0; at < foreign.length; at += pieceLength) {
    const piece = foreign.slice(at, at + pieceLength)
    const escaped = escapePiece(piece)
    if (escaped !== piece) isChanged = true
    pieces.push(escaped)
  }
  return (isChanged ? pieces.join('') : foreign) as SafeText
}

const pieceLength = 8192
const escapePiece = (text: string) =>
  clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A value that is safe already, as an interpolation of `safe`. */
export class Markup {
  readonly text: SafeText
  constructor(text: string) {
    this.text = text as SafeText
  }
  toString(): string {
    return this.text
  }
}

/** Our own words are trusted; every interpolated string is escaped; `Markup` passes as it is. */
export function safe(words: TemplateStringsArray, ...values: (string | number | Markup)[]): Markup {
  const text = words.map((word, i) => {
    const value = values[i]
    return (
      word + (value === undefined ? '' : value instanceof Markup ? value.text : escapeText(String(value)))
    )
  })
  return new Markup(text.join(''))
}

export function join(parts: (Markup | undefined)[], by: string): Markup {
  return new Markup(
    parts
      .filter(p => p !== undefined && p.text !== '')
      .map(p => String(p))
      .join(by),
  )
}

export function plain(words: string, limit = 3000): PlainText {
  return truncate(clean(words), limit) as PlainText
}

/** Control characters and direction overrides could make a line read as something else; the last two name authors. */
function clean(words: string): string {
  return words.replaceAll(/[^\P{Cc}\n\t]+|[\u202A-\u202E\u2066-\u2069\uE000\uE001]+/gu, '')
}

/** Cuts to `limit` UTF-16 units with an ellipsis, never inside a surrogate pair, an entity or a `<…>` token. */
export function truncate(words: string, limit: number): string {
  if (words.length <= limit) return words
  let end = limit - 1
  const last = words.charCodeAt(end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end--
  // Only the end can hold an entity or a token that is cut, and only the end is looked at.
  const entity = /&[a-z]{0,4}$/.exec(words.slice(Math.max(0, end - longestEntity), end))
  if (entity !== null) end -= entity[0].length
  for (const [opens, closes] of [
    ['<', '>'],
    ['\uE000', '\uE001'],
  ] as const) {
    const opened = words.lastIndexOf(opens, end - 1)
    if (opened >= 0 && words.lastIndexOf(closes, end - 1) < opened) end = opened
  }
  return `${words.slice(0, end)}…`
}

const longestEntity = 5
