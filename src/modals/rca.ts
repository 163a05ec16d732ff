import {
  actions,
  button,
  context,
  encodeMeta,
  modal,
  safe,
  section,
  textField,
  type View,
} from '../blocks/index.ts'
import { type Rca, type RcaField, rcaFields, whysOffered } from '../incident/learning/rca.ts'
import type { Incident } from '../incident/state.ts'
import { type FormState, readField } from './form.ts'

export const callbackId = 'rca'
const mostWhys = 9

const labels: Partial<Record<RcaField, string>> = {
  what: 'What happened?',
  technical: 'Technical factors',
  process: 'Process factors',
  human: 'Human factors',
  external: 'External factors',
  causes: 'Root causes',
  well: 'What went well?',
  badly: 'What did not go well?',
  lessons: 'Lessons learned',
  revenue: 'Revenue impact, if any',
}

/** §4.2: five whys and one more than are answered; the factors; what was learnt. Nothing is required. */
export function view(i: Incident, offered = 0): View {
  const rca = i.rca ?? {}
  const whys = Math.min(mostWhys, Math.max(offered, whysOffered(rca)))
  const fields = rcaFields.filter(f => !f.startsWith('why') || Number(f.slice(3)) <= whys)
  return modal({
    callbackId,
    title: 'Root cause',
    submit: 'Save',
    // What this form showed, so that what two people write at once is told apart.
    meta: encodeMeta({ i: i.id, r: String(i.rcaSeq ?? 0) }),
    blocks: [
      section(safe`*${i.title}*: why did it happen? Each answer is the next question.`),
      ...fields.map(f =>
        textField({
          id: f,
          label: f.startsWith('why') ? `Why? (${f.slice(3)})` : (labels[f] ?? f),
          optional: true,
          multiline: !f.startsWith('why'),
          ...(rca[f] === undefined ? {} : { value: rca[f] }),
        }),
      ),
      ...(whys < mostWhys
        ? actions([
            button(
              'more-whys',
              'One more why',
              encodeMeta({ i: i.id, r: String(i.rcaSeq ?? 0), list: String(whys) }),
            ),
          ])
        : []),
      context(safe`Several people can write at once: nobody’s words are lost. It goes into the post-mortem.`),
    ],
  })
}

export function read(state: FormState): Rca {
  return Object.fromEntries(
    rcaFields.flatMap(f => {
      const text = readField(state, f)
      return text === undefined ? [] : [[f, text]]
    }),
  )
}
