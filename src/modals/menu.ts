import { actions, button, encodeMeta, modal, safe, section, type View } from '../blocks/index.ts'
import { type Incident, isOpen } from '../incident/state.ts'
import { remindersButton } from '../messages/reminder.ts'
import { headline } from '../messages/words.ts'

export const callbackId = 'menu'

/** `/incident` alone: what makes sense in this channel, as buttons. */
const everywhere = () => [button('show-list', 'List', '{}'), button('show-help', 'Help', '{}')]

export function view(i: Incident | undefined, from: { channel: string }): View {
  if (i === undefined)
    return modal({
      callbackId,
      title: 'Pitcrew',
      close: 'Close',
      meta: encodeMeta({ from }),
      blocks: [
        section(safe`No incident is run in this channel.`),
        ...actions([
          button('open-declare', 'Declare an incident', encodeMeta({ from }), { style: 'danger' }),
        ]),
      ],
    })
  const value = encodeMeta({ i: i.id })
  const open = [
    ...(i.acknowledged === undefined
      ? [button('acknowledge', 'Acknowledge', value, { style: 'primary' })]
      : []),
    button('open-triage', 'Triage', value),
    button('open-update', 'Update', value),
    button('open-contain', 'Contain', value, { style: 'danger' }),
    button('open-fix', 'Fix', value),
    button('open-rollback', 'Roll back', value),
    button('diagnose', 'Diagnose', value),
    button('investigate', 'Investigate', value),
    button('validate', 'Check recovery', value),
    button('open-severity', 'Severity', value),
    button('show-comms', 'Communications', value),
    remindersButton(i.id, i.cadence.off === true ? 'on' : 'off'),
    button('open-escalate', 'Escalate', value),
    button('open-role', 'Role', value),
    button('open-note', 'Note', value),
    button('open-rca', 'Root cause', value),
    button('open-action-item', 'Action item', value),
    button('export-report', 'Export', value),
    button('show-status', 'Status', value),
    ...everywhere(),
    button('open-cancel', 'Cancel incident', value),
    button('open-resolve', 'Check and resolve', value, { style: 'primary' }),
  ]
  const ended = [
    button('export-report', 'Export', value),
    button('open-rca', 'Root cause', value),
    button('open-action-item', 'Action item', value),
    button('sign-off', 'Sign off', value),
    button('show-comms', 'Communications', value),
    button('open-note', 'Note', value),
    button('show-status', 'Status', value),
    ...everywhere(),
    button('open-reopen', 'Reopen', value),
  ]
  return modal({
    callbackId,
    title: 'Pitcrew',
    close: 'Close',
    meta: encodeMeta({ i: i.id, from }),
    blocks: [section(safe`*${headline(i)}*\n${i.id}`), ...actions(isOpen(i) ? open : ended)],
  })
}
