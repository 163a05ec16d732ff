import { join, type Markup, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { listOvertaken, type PostUpdate } from '../../incident/updates/post-update.ts'
import { answer } from '../../messages/index.ts'
import { statusWord } from '../../messages/words.ts'
import { update as modal } from '../../modals/index.ts'
import { tell, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const update: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, meta, state }) {
    const read = modal.read(state)
    if (!read.ok) return
    const shown = { severity: meta.s, status: meta.status }
    const given = { type: 'post-update' as const, nothingNew: false, ...read.value, shown }
    const outcome = await command(g, incident.id, given)
    if (await toldRefusal(g, outcome)) return
    const left = 'state' in outcome ? notDone(given, outcome.state) : []
    if (left.length > 0) await tell(g, answer(join(left, '\n')))
  },
}

/** The update is posted; what somebody else has changed meanwhile stays as it is. */
function notDone(given: PostUpdate, now: Incident): Markup[] {
  return listOvertaken(given, now).map(what => {
    if (what === 'severity')
      return safe`The severity became ${now.severity} while your form was open, so your update is posted without setting ${given.severity ?? ''}; if that is right: \`/incident severity ${given.severity ?? ''}\``
    const wish = statusWord[given.status ?? now.status]
    return safe`The status became “${statusWord[now.status]}” while your form was open, so your update is posted without setting “${wish}”; if that is right: \`/incident update\``
  })
}
