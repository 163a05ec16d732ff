import type { Meta } from '../../blocks/index.ts'
import type { Policy } from '../../incident/policy.ts'
import { answer, findingLine, partLines } from '../../messages/index.ts'
import { runInvestigation } from '../../runbook/run-investigation.ts'
import { runProbes } from '../../runbook/run-probes.ts'
import { refuse, tell } from '../answer.ts'
import type { Gesture } from '../listen.ts'
import { admit } from '../refuse-outsiders.ts'

/** One probe of the toolbox, answered to the one who pressed; needs no incident. */
export async function runTool(g: Gesture, meta: Meta | undefined): Promise<void> {
  const policy = g.runbook.policies.current()
  if ((await admit(g, policy)) === undefined) return
  const tool = policy.toolbox.find(t => t.key === meta?.list)
  if (tool?.investigate !== undefined) return runPart(g, policy, tool.investigate, tool.withinMs)
  const plans = policy.probes.filter(p => p.key === tool?.probe)
  if (plans.length === 0)
    return refuse(g, {
      refused: 'This tool is no longer in the playbook.',
      next: '/incident toolbox shows those that are.',
    })
  const [row] = await runProbes(plans, g.runbook.production, await g.runbook.store.now(), () => undefined)
  if (row !== undefined) await tell(g, answer(findingLine(row)))
}

/** One part of an investigation, in lines only. */
async function runPart(g: Gesture, p: Policy, part: string, withinMs?: number): Promise<void> {
  const investigation = { ...p.investigation, withinMs: withinMs ?? p.investigation.withinMs }
  const policy = { ...p, investigation }
  // It may take a while: Slack is told first that the press has arrived.
  void g.ack()
  const { production, store } = g.runbook
  const given = { policy, ports: production, now: await store.now(), stem: 'toolbox' }
  const { results, collected } = await runInvestigation([part], given, () => undefined)
  await Promise.allSettled(collected.map(c => c.discard?.()))
  for (const result of results) await tell(g, answer(partLines(result)))
}
