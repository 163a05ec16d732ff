import { plain } from '../../blocks/index.ts'
import { titleLimit } from '../../incident/lifecycle/declare.ts'
import { severities } from '../../incident/model/words.ts'
import type { Kind } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { declareIncident } from '../listen.ts'
import { showDeclare } from '../show-declare.ts'
import { looksLikeSeverity, noSeverity } from './severity.ts'
import type { Subcommand } from './subcommand.ts'

/** With a severity it declares at once; without one it opens the form, filled in with what was typed. */
export const declare: Subcommand = {
  name: 'declare',
  usage: 'declare [drill|private] [P1..P4] [title]',
  help: 'declares an incident; with a severity and a title at once, else by a form. A drill changes nothing in production; a private one is told to nobody else',
  async run(g, given) {
    const [, kindWord, text = ''] = /^((?:drill|private)[:,]?(?=\s|$)\s*)?(.*)$/is.exec(given.trim()) ?? []
    const [first = '', ...rest] = text.split(/\s+/)
    const severity = severities.find(s => s.toLowerCase() === first.toLowerCase())
    const isRefused = severity === undefined && looksLikeSeverity.test(first)
    const typed = (severity === undefined && !isRefused ? text : rest.join(' ')).trim()
    // Behind the severity the word may belong to the title: the form shows how it was read before anything is declared.
    const [, late, behind = ''] =
      (kindWord === undefined && severity !== undefined && lateKind.exec(typed)) || []
    const kind = kindOf(kindWord ?? late)
    const title = late === undefined ? typed : behind
    const origin = { channel: g.channel ?? '' }
    // A title that is too long is kept whole in the answer to what fails.
    const triage = title.length > titleLimit ? { what: title } : {}
    if (severity === undefined || title === '' || late !== undefined)
      return showDeclare(g, {
        kind,
        from: origin,
        ...(severity === undefined ? {} : { severity }),
        ...(title === '' ? {} : { title: plain(title, titleLimit) }),
        triage,
        ...(isRefused ? { problem: noSeverity(first) } : {}),
      })
    const outcome = await declareIncident(g, {
      title,
      severity,
      triage,
      visibility: kind === 'private' ? 'private' : 'public',
      origin,
      where: 'new',
      ...(kind === 'drill' ? { mode: 'drill' as const } : {}),
    })
    await toldRefusal(g, outcome)
  },
}

const lateKind = /^(drill|private)[:,]?(?:\s+(.*))?$/is

const kindOf = (word = ''): Kind => {
  const typed = word.replace(/[:,]?\s*$/, '').toLowerCase()
  return typed === 'drill' || typed === 'private' ? typed : 'live'
}
