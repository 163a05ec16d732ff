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
  let out = ''
  for (let at = 0; at < foreign.length; at += pieceLength)
    out += escapePiece(foreign.slice(at, at + pieceLength))
  return out as SafeText
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

/** Control characters and direction overrides could make a line read as something else. */
function clean(words: string): string {
  return words.replaceAll(/[^\P{Cc}\n\t]+|[\u202A-\u202E\u2066-\u2069]+/gu, '')
}

/** Cuts to `limit` UTF-16 units with an ellipsis, never inside a surrogate pair, an entity or a `<…>` token. */
export function truncate(words: string, limit: number): string {
  if (words.length <= limit) return words
  let cut = words.slice(0, limit - 1)
  cut = cut.replace(/[\uD800-\uDBFF]$/, '')
  cut = cut.replace(/&[a-z]{0,4}$/, '').replace(/<[^<>]*$/, '')
  return `${cut}…`
}
