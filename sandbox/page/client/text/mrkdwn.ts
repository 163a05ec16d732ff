/** Slack's message format as a tree: nothing in it is ever HTML. */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; children: Node[] }
  | { kind: 'code' | 'pre'; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; at: number; format: string; url: string | undefined; fallback: string }
  | { kind: 'emoji'; name: string }

const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** A message as it was typed, for changing it: names for tokens, links as they are. */
export function typedOf(source: string, nameOf: (id: string) => string | undefined): string {
  const typed = source
    .replaceAll(/<[@#](\w+)(?:\|[^>]*)?>/g, (token, id: string) => {
      const name = nameOf(id)
      return name === undefined ? token : `${token[1]}${name}`
    })
    .replaceAll(/<!subteam\^(\w+)(?:\|[^>]*)?>/g, (token, id: string) => `@${nameOf(id) ?? token}`)
    .replaceAll(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replaceAll(/<mailto:([^|>]*)(?:\|[^>]*)?>/g, '$1')
    .replaceAll(/<(https?:[^|>]*)\|([^>]*)>/g, '[$2]($1)')
    .replaceAll(/<(https?:[^>]*)>/g, '$1')
  return decode(typed)
}

export function parseMrkdwn(source: string): Node[] {
  const nodes: Node[] = []
  const parts = source.split(/```([\s\S]*?)```/)
  parts.forEach((part, i) => {
    if (i % 2 === 1) nodes.push({ kind: 'pre', text: decode(part.replace(/^\n/, '').replace(/\n$/, '')) })
    else if (part !== '') nodes.push(...parseLines(i === 0 ? part : part.replace(/^\n/, '')))
  })
  return nodes
}

/** Lines that start with `>` are quoted, neighbours together. */
function parseLines(source: string): Node[] {
  const nodes: Node[] = []
  let quoted: string[] = []
  const flush = () => {
    if (quoted.length > 0) nodes.push({ kind: 'quote', children: withBreaks(quoted) })
    quoted = []
  }
  let plain: string[] = []
  const flushPlain = () => {
    if (plain.length > 0) nodes.push(...withBreaks(plain))
    plain = []
  }
  for (const line of source.split('\n')) {
    const quote = /^&gt; ?(.*)$/.exec(line)
    if (quote !== null) {
      flushPlain()
      quoted.push(quote[1] ?? '')
    } else {
      flush()
      plain.push(line)
    }
  }
  flush()
  flushPlain()
  return nodes
}

function withBreaks(lines: string[]): Node[] {
  return lines.flatMap((line, i) =>
    i === 0 ? parseInline(line) : [{ kind: 'break' } as Node, ...parseInline(line)],
  )
}

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const
const token =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}]):([a-z0-9_+-]+):|(?<![\p{L}\p{N}])([*_~])(?=\S)(.+?)(?<=\S)\4(?![\p{L}\p{N}])/u

/** Styles count only at the edges of words, as in Slack. */
function parseInline(source: string): Node[] {
  const nodes: Node[] = []
  let rest = source
  while (rest !== '') {
    const hit = token.exec(rest)
    if (hit === null) break
    if (hit.index > 0) nodes.push({ kind: 'text', text: decode(rest.slice(0, hit.index)) })
    const [whole, code, angle, emoji, mark, inner] = hit
    if (code !== undefined) nodes.push({ kind: 'code', text: decode(code) })
    else if (angle !== undefined) nodes.push(parseAngle(angle))
    else if (emoji !== undefined) nodes.push({ kind: 'emoji', name: emoji })
    else nodes.push({ kind: styles[mark as keyof typeof styles], children: parseInline(inner ?? '') })
    rest = rest.slice(hit.index + whole.length)
  }
  if (rest !== '') nodes.push({ kind: 'text', text: decode(rest) })
  return nodes
}

/** `<@U…>`, `<#C…>`, `<!…>`, `<https://…|label>`. */
function parseAngle(source: string): Node {
  const bar = source.indexOf('|')
  const [to, label] = bar < 0 ? [source, ''] : [source.slice(0, bar), decode(source.slice(bar + 1))]
  if (to.startsWith('@')) return { kind: 'user', id: to.slice(1), label }
  if (to.startsWith('#')) return { kind: 'channel', id: to.slice(1), label }
  if (to.startsWith('!date^')) {
    const [, at = '', format = '', url] = to.split('^')
    return { kind: 'date', at: Number(at), format, url, fallback: label }
  }
  if (to.startsWith('!subteam^')) return { kind: 'group', id: to.slice('!subteam^'.length), label }
  if (to.startsWith('!')) return { kind: 'broadcast', range: to.slice(1) }
  return link(decode(to), label)
}

/** Only addresses that a browser may open by a click. */
export function link(url: string, label: string): Node {
  if (!/^(https?|mailto|tel):/i.test(url)) return { kind: 'text', text: label || url }
  return { kind: 'link', url, label: label || url.replace(/^(mailto|tel):/, '') }
}
