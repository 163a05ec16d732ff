import {
  context,
  header,
  join,
  type Markup,
  type Message,
  mention,
  message,
  safe,
  section,
} from '../blocks/index.ts'
import type { Refusal } from '../incident/decision.ts'

/** Only to the one who pressed: what will not be done, and what to do. Refusals are our own words. */
export function refusal(r: Refusal): Message {
  const text = safe`${asMarkup(r.refused)} ${asMarkup(r.next)}`
  return message(text, [section(text)])
}

/** Only to whoever asked for something that failed: what happened, what it means, what to do. */
export function faultAnswer(f: { what: string; means: string; next: string }): Message {
  const text = safe`That did not work: ${f.what}. ${f.means} ${f.next}`
  return message(text, [section(safe`⚠️ ${text}`)])
}

/** A short answer to a command. */
export function answer(words: Markup): Message {
  return message(words, [section(words)])
}

export function help(commands: { name: string; usage: string; help: string }[]): Message {
  const lines = commands.map(c => safe`\`/incident ${c.usage}\`  ${c.help}`)
  return message(safe`How to use /incident`, [
    header('/incident'),
    section(join(lines, '\n')),
    context(
      safe`\`/incident\` alone opens a menu. In an incident channel the pinned panel has the buttons; from anywhere else, name the incident first: \`/incident ack INC-…\``,
    ),
  ])
}

/** Refusals name people as `<@U…>`; everything else in them is escaped. */
export function asMarkup(words: string): Markup {
  const parts = words.split(/(<@[UW][A-Z0-9]+>)/)
  return join(
    parts.map(p => (/^<@[UW][A-Z0-9]+>$/.test(p) ? mentionOf(p) : safe`${p}`)),
    '',
  )
}

const mentionOf = (token: string) => mention(token.slice(2, -1))
