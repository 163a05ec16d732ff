import { plain } from '../../blocks/index.ts'
import { severities } from '../../incident/words.ts'
import { declare as modal } from '../../modals/index.ts'
import { refuse, toldRefusal } from '../answer.ts'
import { declareIncident, type Gesture } from '../listen.ts'
import { showView } from '../show-view.ts'
import type { Subcommand } from './subcommand.ts'

/** With a severity it declares at once; without one it opens the modal, filled in with what was typed. */
export const declare: Subcommand = {
  name: 'declare',
  usage: 'declare [drill|private] [P1..P4] [title]',
  help: 'declares an incident; with a severity and a title at once, else by a form. A drill changes nothing in production; a private one is told to nobody else',
  async run(g, given) {
    const [, kind, text = ''] = /^((?:drill|private)(?=\s+P[1-4]\b|\s*$)\s*)?(.*)$/is.exec(given.trim()) ?? []
    const [first = '', ...rest] = text.split(/\s+/)
    const severity = severities.find(s => s.toLowerCase() === first.toLowerCase())
    const title = (severity === undefined ? text : rest.join(' ')).trim()
    const drill = kind?.trim().toLowerCase() === 'drill'
    if (kind !== undefined && (severity === undefined || title === ''))
      return refuse(g, {
        refused: `A ${drill ? 'drill' : 'private incident'} needs a severity and a title.`,
        next: `/incident declare ${drill ? 'drill P1 api down' : 'private P1 data breach'}`,
      })
    if (severity === undefined || title === '') return openForm(g, severity, title)
    const origin = { channel: g.channel ?? '' }
    const outcome = await declareIncident(g, {
      title,
      severity,
      triage: {},
      visibility: kind === undefined || drill ? 'public' : 'private',
      origin,
      where: 'new',
      ...(drill ? { mode: 'drill' as const } : {}),
    })
    await toldRefusal(g, outcome)
  },
}

async function openForm(g: Gesture, severity: (typeof severities)[number] | undefined, title: string) {
  const view = modal.view({
    policy: g.runbook.policies.current(),
    from: { channel: g.channel ?? '' },
    ...(severity === undefined ? {} : { severity }),
    ...(title === '' ? {} : { title: plain(title, 200) }),
  })
  await showView(g, view)
}
