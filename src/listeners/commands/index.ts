import { ack } from './ack.ts'
import { actions } from './actions.ts'
import { cancel } from './cancel.ts'
import { comms } from './comms.ts'
import { contacts } from './contacts.ts'
import { contain } from './contain.ts'
import { declare } from './declare.ts'
import { diagnose } from './diagnose.ts'
import { erase } from './erase.ts'
import { escalate } from './escalate.ts'
import { exportReport } from './export.ts'
import { fix } from './fix.ts'
import { help } from './help.ts'
import { investigate } from './investigate.ts'
import { list } from './list.ts'
import { mark } from './mark.ts'
import { note } from './note.ts'
import { rca } from './rca.ts'
import { remind } from './remind.ts'
import { reopen } from './reopen.ts'
import { resolve } from './resolve.ts'
import { role } from './role.ts'
import { rollback } from './rollback.ts'
import { severity } from './severity.ts'
import { stats } from './stats.ts'
import { status } from './status.ts'
import type { Subcommand } from './subcommand.ts'
import { toolbox } from './toolbox.ts'
import { triage } from './triage.ts'
import { update } from './update.ts'
import { validate } from './validate.ts'

/** Every subcommand of /incident, in the order in which help shows them. */
export const subcommands: Subcommand[] = [
  declare,
  ack,
  triage,
  diagnose,
  investigate,
  contain,
  rollback,
  fix,
  update,
  comms,
  remind,
  escalate,
  severity,
  role,
  note,
  mark,
  rca,
  actions,
  toolbox,
  contacts,
  status,
  list,
  stats,
  validate,
  resolve,
  cancel,
  reopen,
  exportReport,
  erase,
  help,
]
