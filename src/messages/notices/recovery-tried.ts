import { date, safe } from '../../blocks/index.ts'
import { gateTable } from './gate.ts'
import type { Notice, Of } from './index.ts'

/** Not well at once: people know that it is looked at again, and when. */
export function recoveryTried(e: Of<'recovery.tried'>): Notice {
  return {
    text: safe`*Checking recovery*: not well yet. It is looked at again ${date(e.data.nextAt, '{time_secs}')}, several times if need be; nothing has to be pressed.\n${gateTable(e.data.rows)}`,
  }
}
