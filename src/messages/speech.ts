import {
  type ActionId,
  actions,
  button,
  context,
  header,
  join,
  Markup,
  type Message,
  mention,
  message,
  safe,
  section,
  sections,
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

const formWords = {
  late: safe`The form did not open, because it took longer than Slack waits. Nothing was recorded.`,
  press: safe`This needs a form, which Slack opens only when a button is pressed.`,
}

/** Instead of a form that could not be opened: the button that opens it, where there is one. */
export function formOffer(
  why: keyof typeof formWords,
  opens: { id: ActionId; value: string } | undefined,
): Message {
  if (opens === undefined) {
    const text = safe`${formWords[why]} Type it as a slash command, \`/incident\`.`
    return message(text, [section(text)])
  }
  const open = button(opens.id, 'Open the form', opens.value, { style: 'primary' })
  return message(formWords[why], [section(formWords[why]), ...actions([open])])
}

/** The same message with what the person had typed, ready to copy. */
export function givenBack(said: Message, typed: string | undefined): Message {
  if (typed === undefined || typed.trim() === '') return said
  const pieces = typed.match(/.{1,2500}/gs) ?? []
  const copies = pieces.map(piece => section(safe`\`\`\`${piece.replaceAll('`', 'ˋ')}\`\`\``))
  return { ...said, blocks: [...said.blocks, context(safe`You typed:`), ...copies] }
}

/** A short answer to a command. */
export function answer(words: Markup): Message {
  return message(words, [section(words)])
}

/** What to type when: the first view of `/incident help`. */
const situations: [when: string, type: string][] = [
  ['Something fails', 'declare'],
  ['You have it', 'ack'],
  ['What is known so far', 'triage'],
  ['What fails right now', 'diagnose'],
  ['Stop the damage', 'contain'],
  ['Fix it, or go back a version', 'fix` · `/incident rollback'],
  ['Tell people where it stands', 'update'],
  ['You need help', 'escalate'],
  ['It is worse, or not so bad', 'severity'],
  ['Remember something', 'note'],
  ['It is over', 'resolve'],
  ['A false alarm', 'cancel'],
]

/** `/incident help`: twelve lines by situation; every command is a press away. */
export function help(): Message {
  const lines = situations.map(([when, type]) =>
    join([safe`${when}: `, new Markup(`\`/incident ${type}\``)], ''),
  )
  return message(safe`What to type`, [
    ...sections(lines),
    ...actions([button('show-help-all', 'All commands', '{}')]),
    context(safe`\`/incident\` alone opens a menu.`),
  ])
}

/** `/incident help all`. */
export function helpAll(commands: { name: string; usage: string; help: string }[]): Message {
  const lines = commands.map(c => safe`\`/incident ${c.usage}\`  ${c.help}`)
  return message(safe`Every command of /incident`, [
    header('/incident'),
    ...sections(lines),
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
