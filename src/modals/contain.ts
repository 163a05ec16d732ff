import { context, encodeMeta, modal, safe, section, sections, type View } from '../blocks/index.ts'
import type { FindingRow } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'
import { findingLine } from '../messages/diagnostics.ts'
import { previewBlocks, type StepPreview } from './previews.ts'

export const callbackId = 'contain'

type More = {
  title: string
  /** The playbook asks for nobody else: submitting is the confirmation. */
  own: boolean
  findings: FindingRow[]
  /** Titles of the steps that only people can do. */
  byHand: string[]
  /** Titles of those that a private incident leaves out. */
  leftOut?: string[]
}

/** A checklist's previews, taken now; submitting asks for an approval, or confirms where none is asked for. */
export function view(
  i: Incident,
  list: { key: string; title: string; wait?: boolean; onFailure?: string },
  steps: StepPreview[],
  { title, own, findings, byHand, leftOut = [] }: More = {
    title: 'Contain',
    own: false,
    findings: [],
    byHand: [],
  },
): View {
  const canAsk = byHand.length > 0 || steps.some(s => !('skipped' in s) || s.choice !== undefined)
  const order =
    list.wait === true ? 'Each step waits for the one before it' : 'Each step starts in this order'
  const failure = list.onFailure === 'stop' ? ', and a failure stops the rest' : ''
  const who = own
    ? 'The playbook asks for nobody else: you confirm it yourself'
    : 'Nothing runs yet: somebody else approves it first'
  return modal({
    callbackId,
    title,
    ...(canAsk ? { submit: own ? 'Run now' : 'Ask for approval' } : {}),
    meta: encodeMeta({ i: i.id, list: list.key }),
    blocks: [
      section(safe`*${list.title}*`),
      ...sections(findings.map(findingLine)),
      ...previewBlocks(steps),
      ...(byHand.length === 0
        ? []
        : [section(safe`✋ *By hand*, listed in the channel: ${byHand.join('; ')}`)]),
      ...(leftOut.length === 0
        ? []
        : [
            section(
              safe`⚪ Left out, because this incident is private and others would read it: ${leftOut.join('; ')}`,
            ),
          ]),
      ...(i.visibility === 'private' && !own
        ? [
            context(
              safe`Whoever is asked to approve reads the steps, also without a part in this private incident, and not what it is about.`,
            ),
          ]
        : []),
      context(steps.length + byHand.length > 1 ? safe`${who}. ${order}${failure}.` : safe`${who}.`),
    ],
  })
}
