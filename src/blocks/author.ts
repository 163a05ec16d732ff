import type { Message } from './build.ts'
import { escapeText, Markup, plain, truncate } from './safe-text.ts'

/** Two characters of Unicode's private use area, which foreign text loses before it gets into a message. */
const [opens, closes] = ['\uE000', '\uE001']
const token = /\uE000([UW][A-Z0-9]+)\uE001/g

/**
 * Names a person without notifying them: for whoever did something. A mention in a new message notifies, so
 * `mention` is for whoever must act. The outbound rules put the person's name in the token's place.
 */
export function author(user: string): Markup {
  if (user === 'pitcrew') return new Markup('Pitcrew')
  return /^[UW][A-Z0-9]+$/.test(user) ? new Markup(`${opens}${user}${closes}`) : new Markup(escapeText(user))
}

/** The Slack ids of the people whom a message names as authors. */
export function authorsOf(message: Message): string[] {
  return [...new Set([...JSON.stringify(message).matchAll(token)].map(([, user = '']) => user))]
}

/** Puts names in the place of the tokens. A person whose name is not in `names` is mentioned instead. */
export function nameAuthors<T>(shown: T, names: Record<string, string> = {}): T {
  return (JSON.stringify(shown).includes(opens) ? walk(shown, names) : shown) as T
}

/** Slack's limit for a text of a message; a name may be longer than the token that stood for it. */
const mostText = 3000
const mostName = 80

function walk(node: unknown, names: Record<string, string>): unknown {
  if (typeof node === 'string')
    return node.includes(opens)
      ? truncate(
          node.replaceAll(token, (_, u) => named(u, names)),
          mostText,
        )
      : node
  if (Array.isArray(node)) return node.map(n => walk(n, names))
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v, names)]))
}

/** Slack would read four of a name's characters as bold, italic, struck through or code. */
function named(user: string, names: Record<string, string>): string {
  const name = names[user]
  if (name === undefined || name === user) return `<@${user}>`
  return escapeText(plain(name.replaceAll(/[*_~`]/g, ''), mostName))
}
