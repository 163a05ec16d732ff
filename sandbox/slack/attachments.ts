import { SlackRefusal } from './refusal.ts'
import type { Attachment } from './state.ts'

const named = new Set(['good', 'warning', 'danger'])
/** Slack takes so many in a message. */
const most = 100

/** What Slack refuses of attachments; of a colour that it does not know it draws the grey bar. */
export function checkAttachments(given: Attachment[]): void {
  if (!Array.isArray(given)) throw new SlackRefusal('invalid_attachments')
  if (given.length > most) throw new SlackRefusal('too_many_attachments')
  for (const a of given) {
    const isEmpty = (a.text ?? a.fallback ?? '') === '' && (a.fields ?? []).length === 0
    if (a === null || typeof a !== 'object' || isEmpty) throw new SlackRefusal('no_text')
  }
}

/** As the page draws it. */
export const colourOf = ({ color = '' }: Attachment): string =>
  named.has(color) || /^#?[0-9a-fA-F]{6}$/.test(color) ? color : 'grey'

export const attachmentTexts = (list: Attachment[] = []): string[] =>
  list.flatMap(a => [
    ...(a.text === undefined ? [] : [a.text]),
    ...(a.fields ?? []).map(f => `${f.title ?? ''}: ${f.value ?? ''}`),
  ])
