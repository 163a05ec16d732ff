import {
  context,
  encodeMeta,
  join,
  modal,
  momentField,
  safe,
  section,
  textField,
  type View,
} from '../blocks/index.ts'
import type { Status } from '../incident/model/words.ts'
import { compose, factsOf } from '../incident/outside/drafts.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { statusWord } from '../messages/words.ts'
import { type FormState, type Read, readField, readMoment } from './form.ts'

export const callbackId = 'status-page'

/** The draft as the public would read it; what may not be said is named with the reason. */
export function view(i: Incident, policy: Policy, status: Status): View {
  const plan = policy.statusPage
  const { text, withheld } = compose(plan?.drafts[status] ?? [], factsOf(i, policy))
  const left = withheld.map(w => safe`⚠️ Left out: “${w.say}” (${w.why})`)
  const name = (plan?.name ?? 'Incident').replaceAll('{{incident}}', i.id)
  const impact = plan?.impact[i.severity]
  return modal({
    callbackId,
    title: 'Status page',
    submit: 'Publish',
    meta: encodeMeta({ i: i.id, list: status }),
    blocks: [
      section(safe`*${name}*\n${statusWord[status]}${impact === undefined ? '' : ` · impact ${impact}`}`),
      ...(left.length === 0 ? [] : [section(join(left, '\n'))]),
      textField({ id: 'text', label: 'What the public will read', multiline: true, value: text }),
      momentField({
        id: 'eta',
        label: 'Estimated end',
        optional: true,
        hint: 'Without one, the time of the next update is given',
      }),
      context(safe`Only the commander and the communications lead can publish. It is read back afterwards.`),
    ],
  })
}

type Written = { body: string; eta?: number }

export function read(state: FormState): Read<Written> {
  const body = readField(state, 'text')
  if (body === undefined) return { ok: false, errors: { text: 'One sentence is enough.' } }
  const eta = readMoment(state, 'eta')
  return { ok: true, value: { body, ...(eta === undefined ? {} : { eta }) } }
}
