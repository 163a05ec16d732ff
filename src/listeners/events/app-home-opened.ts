import { knowsOf } from '../../incident/lifecycle/visibility.ts'
import { home } from '../../messages/index.ts'
import { loadMany } from '../../runbook/load-many.ts'
import type { Runbook } from '../../runbook/runbook.ts'

export const kind = 'app_home_opened'

/** Somebody looks at the Home tab: it is drawn afresh for them. */
export async function appHomeOpened(runbook: Runbook, user: string): Promise<void> {
  const ids = await runbook.store.listOpen()
  const { states } = await loadMany(runbook, ids)
  const open = states.filter(s => knowsOf(s, user))
  await runbook.chat.publishHome(user, home(open, runbook.policies.current().company))
}
