import { parse, stringify } from 'yaml'
import { inward } from '../inward.ts'

/** What a pair does again and again. */
export type Job = 'restart' | 'script' | 'customers' | 'two approvers'

/** The pairs take turns; restarts, of which production can be asked, come most often. */
export const jobOf = (n: number): Job =>
  (['restart', 'two approvers', 'restart', 'script', 'customers'] as const)[n % 5] ?? 'restart'
export const serviceOf = (n: number) => `svc-${n}`
export const scriptOf = (n: number) => `job-${n}.sh`
export const askerOf = (n: number) => `U0ASK${n}`
/** Whoever approves the steps of a pair, one each. */
export const approversOf = (n: number): string[] =>
  jobOf(n) === 'two approvers' ? [`U0APP${n}`, `U0SEC${n}`] : [`U0APP${n}`]

type Playbook = Record<'people' | 'roles' | 'actions' | 'checklists' | 'fixes', Record<string, unknown>>

/** The playbook with `pairs` more groups of people, each with a service, a script or customers of their own. */
export function withPairs(source: string, pairs: number): string {
  const playbook = inward(parse(source)) as Playbook
  for (let n = 0; n < pairs; n++) {
    playbook.people[`asker-${n}`] = { name: `Asker ${n}`, slack: askerOf(n) }
    const [first = '', second] = approversOf(n)
    addApprover(playbook, `approver-${n}`, first)
    if (second !== undefined) addApprover(playbook, `second-${n}`, second)
    const approval = (role: string) => ({ count: 1, roles: [`${role}-${n}`], expires: '10m' })
    const restart = {
      kind: 'ecs-force-new-deployment',
      title: `Restart ${serviceOf(n)}`,
      with: { region: 'eu-west-2', cluster: 'tyrehero-production', service: serviceOf(n) },
      'verify-within': '10m',
      approval: approval('approver'),
    }
    const script = {
      kind: 'run-script',
      title: `Run ${scriptOf(n)}`,
      with: { path: scriptOf(n) },
      'verify-within': '1m',
      approval: approval(second === undefined ? 'approver' : 'second'),
    }
    const sms = playbook.actions['sms-active-customers'] as object
    const steps = {
      restart: { [`restart-${n}`]: restart },
      script: { [`script-${n}`]: script },
      'two approvers': { [`restart-${n}`]: restart, [`script-${n}`]: script },
      customers: { [`sms-${n}`]: { ...sms, approval: approval('approver') } },
    }[jobOf(n)]
    Object.assign(playbook.actions, steps)
    playbook.checklists[`fix-${n}`] = { title: `Fix ${n}`, steps: Object.keys(steps) }
    playbook.fixes[`f${n}`] = `fix-${n}`
  }
  return stringify(playbook)
}

function addApprover(playbook: Playbook, name: string, slack: string): void {
  playbook.people[name] = { name, slack }
  playbook.roles[name] = { title: name, people: [name] }
}
