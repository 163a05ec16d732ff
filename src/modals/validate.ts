import { context, encodeMeta, modal, safe, section, type View } from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { type Sent, sentBlocks } from './sent.ts'

export const callbackId = 'validate'

/** What the recovery gate sends to production is read by a person before it is sent. */
export function view(i: Incident, policy: Policy, sent: Sent[]): View {
  const reads = policy.recovery.checks.map(c => c.title).filter(t => !sent.some(s => s.title === t))
  return modal({
    callbackId,
    title: 'Check recovery',
    submit: 'Check now',
    meta: encodeMeta({ i: i.id }),
    blocks: [
      ...(reads.length === 0 ? [] : [section(safe`*Only read*: ${reads.join(', ')}`)]),
      ...sentBlocks(sent),
      context(safe`The outcome is posted in the channel. The incident stays open.`),
    ],
  })
}
