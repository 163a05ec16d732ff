import type { SlackState } from './state.ts'

/** Where the words go: a message keeps bare ids, a command carries a name beside each id. */
type Into = 'message' | 'command' | 'command-unescaped'

const broadcasts = new Set(['here', 'channel', 'everyone'])
const piece =
  /\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>|]+)|\b([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w@])@([a-z0-9._-]*[a-z0-9])|(?<![\w#&])#([a-z0-9_-]+)/g

/**
 * What Slack makes of words as they are typed: names of people, groups and channels become tokens, links stand in
 * angle brackets (`[label](address)` is a link with a label of its own), and the characters `& < >` are escaped.
 * A channel becomes one only where its author can see it. A token that somebody types letter by letter is no token.
 */
export function asSlackKeeps(state: SlackState, author: string, typed: string, into: Into): string {
  if (into === 'command-unescaped') return escaped(typed)
  let kept = ''
  let from = 0
  for (const hit of typed.matchAll(piece)) {
    kept += escaped(typed.slice(from, hit.index)) + tokenFor(state, author, hit, into)
    from = hit.index + hit[0].length
  }
  return kept + escaped(typed.slice(from))
}

function tokenFor(state: SlackState, author: string, hit: RegExpMatchArray, into: Into): string {
  const [whole, label, target, address, mail, name, channel] = hit
  const named = (token: string, shown: string) => (into === 'command' ? `<${token}|${shown}>` : `<${token}>`)
  if (target !== undefined) return `<${escaped(target)}|${escaped(label ?? '')}>`
  if (address !== undefined) return `<${escaped(address)}>`
  if (mail !== undefined) return `<mailto:${mail}|${mail}>`
  if (name !== undefined) {
    if (broadcasts.has(name)) return named(`!${name}`, name)
    const user = [...state.users.values()].find(u => u.name === name)
    if (user !== undefined) return named(`@${user.id}`, user.name)
    const group = state.groups.find(g => g.handle === name)
    return group === undefined ? escaped(whole) : named(`!subteam^${group.id}`, `@${name}`)
  }
  const there = state.channelNamed(channel ?? '')
  if (there === undefined || (there.isPrivate && !there.members.has(author))) return escaped(whole)
  return into === 'command' ? `<#${there.id}|${there.name}>` : `<#${there.id}|>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
