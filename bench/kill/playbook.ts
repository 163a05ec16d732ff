import { parse, stringify } from 'yaml'
import { inward } from '../inward.ts'

export const serviceOf = (n: number) => `svc-${n}`
export const askerOf = (n: number) => `U0ASK${n}`
export const approverOf = (n: number) => `U0APP${n}`

type Playbook = Record<'people' | 'roles' | 'actions' | 'checklists' | 'fixes', Record<string, unknown>>

/** The playbook with `pairs` more pairs of people, each with a service of their own to restart. */
export function withPairs(source: string, pairs: number): string {
  const playbook = inward(parse(source)) as Playbook
  for (let n = 0; n < pairs; n++) {
    playbook.people[`asker-${n}`] = { name: `Asker ${n}`, slack: askerOf(n) }
    playbook.people[`approver-${n}`] = { name: `Approver ${n}`, slack: approverOf(n) }
    playbook.roles[`approver-${n}`] = { title: `Approver ${n}`, people: [`approver-${n}`] }
    playbook.actions[`restart-${n}`] = {
      kind: 'ecs-force-new-deployment',
      title: `Restart ${serviceOf(n)}`,
      with: { region: 'eu-west-2', cluster: 'tyrehero-production', service: serviceOf(n) },
      'verify-within': '10m',
      approval: { count: 1, roles: [`approver-${n}`], expires: '10m' },
    }
    playbook.checklists[`fix-${n}`] = { title: `Fix ${serviceOf(n)}`, steps: [`restart-${n}`] }
    playbook.fixes[`f${n}`] = `fix-${n}`
  }
  return stringify(playbook)
}
