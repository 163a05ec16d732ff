import { runProbes } from '../run-probes.ts'
import type { Investigation } from './investigation.ts'

/** §4.1: how services of others answer, and where the time goes. */
export const dependencies: Investigation = {
  part: 'dependencies',
  title: 'External services',
  async collect({ policy, plan, ports, now }) {
    const plans = policy.probes.filter(p => plan.dependencies.includes(p.key))
    if (plans.length === 0) return { lines: ['The playbook names none.'], facts: [], files: [] }
    const rows = await runProbes(plans, ports, now, () => {})
    const mark = { healthy: '✅', unhealthy: '❌', unknown: '⚠️' } as const
    return {
      lines: rows.map(
        r =>
          `${mark[r.verdict]} ${r.title} · ${r.verdict === 'unknown' ? 'could not tell: ' : ''}${r.detail}`,
      ),
      facts: rows.map(({ key, verdict, detail, tookMs }) => ({ key, verdict, detail, tookMs })),
      files: [],
    }
  },
}
