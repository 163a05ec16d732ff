import type { Meta } from '../../blocks/index.ts'
import { answer, findingLine, refusal } from '../../messages/index.ts'
import { runProbes } from '../../runbook/run-probes.ts'
import { type Gesture, tell } from '../listen.ts'

/** One probe of the toolbox, answered to the one who pressed; needs no incident. */
export async function runTool(g: Gesture, meta: Meta | undefined): Promise<void> {
  const policy = g.runbook.policies.current()
  const tool = policy.toolbox.find(t => t.key === meta?.list)
  const plans = policy.probes.filter(p => p.key === tool?.probe)
  if (plans.length === 0)
    return tell(
      g,
      refusal({
        refused: 'This tool is no longer in the playbook.',
        next: '/incident toolbox shows those that are.',
      }),
    )
  const [row] = await runProbes(plans, g.runbook.production, await g.runbook.store.now(), () => undefined)
  if (row !== undefined) await tell(g, answer(findingLine(row)))
}
