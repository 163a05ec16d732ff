import type { Meta } from '../../blocks/index.ts'
import { severities } from '../../incident/model/words.ts'
import { alertKey, declareAlert as declare, type KeptAlert } from '../../runbook/receive-page-event.ts'
import { refuse, toldRefusal } from '../answer.ts'
import { actorOf, type Gesture } from '../listen.ts'

/** An alert that was suggested becomes an incident: once, whoever presses first. */
export async function declareAlert(g: Gesture, meta: Meta | undefined): Promise<void> {
  const { runbook } = g
  const kept = meta?.list === undefined ? undefined : await runbook.store.kept(alertKey(meta.list))
  if (meta?.list === undefined || kept === undefined)
    return refuse(g, {
      refused: 'This alert is no longer known.',
      next: 'Declare it by hand: /incident declare',
    })
  const alert = JSON.parse(kept) as KeptAlert
  const severity = severities.find(s => s === alert.severity) ?? 'P2'
  const actor = await actorOf(g, runbook.policies.current())
  const given = { id: `declare-${meta.list}`, via: g.via, actor }
  const outcome = await declare(runbook, { ...alert, severity }, given)
  if (await toldRefusal(g, outcome)) return
  if ('repeated' in outcome && outcome.repeated)
    await refuse(g, {
      refused: 'Somebody has declared this alert already.',
      next: '/incident list shows it.',
    })
}
