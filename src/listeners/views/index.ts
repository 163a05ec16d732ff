import { actionItem } from './action-item.ts'
import { approve } from './approve.ts'
import { cancel } from './cancel.ts'
import { contain } from './contain.ts'
import { escalate } from './escalate.ts'
import type { IncidentForm } from './form.ts'
import { hold } from './hold.ts'
import { note } from './note.ts'
import { rca } from './rca.ts'
import { reject } from './reject.ts'
import { reopen } from './reopen.ts'
import { resolve } from './resolve.ts'
import { resolveAnyway } from './resolve-anyway.ts'
import { role } from './role.ts'
import { runAlone } from './run-alone.ts'
import { settleOutcome } from './settle-outcome.ts'
import { severity } from './severity.ts'
import { statusPage } from './status-page.ts'
import { triage } from './triage.ts'
import { update } from './update.ts'
import { validate } from './validate.ts'

export { declareErrors, submitDeclare } from './declare.ts'

/** Every form of an incident; each file is named as its callback id. */
export const forms: IncidentForm[] = [
  actionItem,
  approve,
  cancel,
  contain,
  escalate,
  hold,
  note,
  rca,
  reject,
  reopen,
  resolve,
  resolveAnyway,
  role,
  runAlone,
  settleOutcome,
  severity,
  statusPage,
  triage,
  update,
  validate,
]
