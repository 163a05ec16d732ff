import type { Policy } from '../incident/policy.ts'

/** PagerDuty's ids, of people and of schedules. */
const id = /^P[A-Z0-9]{5,13}$/

/** How the people and schedules of the playbook are found in PagerDuty, where what stands there cannot be an id. */
export function adviseOnPager(p: Policy): string[] {
  if (p.paging === undefined) return []
  const people = Object.entries(p.people).flatMap(([key, { pagerduty, email }]) => {
    if (pagerduty === undefined || id.test(pagerduty)) return []
    const what = `people.${key}.pagerduty: “${pagerduty}” is no id of a PagerDuty user, such as PX1Y2Z3`
    return email === undefined
      ? [`${what}, and there is no email to find them by: what they acknowledge there counts for nobody.`]
      : [`${what}. They are found by their email (${email}).`]
  })
  const schedules = Object.entries(p.roles).flatMap(([key, { schedule, people: named }]) => {
    if (schedule === undefined || id.test(schedule)) return []
    const variable = /^\$\{env:([A-Z0-9_]+)\}$/.exec(schedule)?.[1]
    if (variable === undefined)
      return [`roles.${key}.schedule: “${schedule}” is no id of a PagerDuty schedule, such as PX1Y2Z3.`]
    const standIns = named.map(k => p.people[k]?.name ?? k).join(', ')
    return [
      `roles.${key}.schedule: who is on call by the schedule in ${variable}; without it ${standIns || 'nobody'}.`,
    ]
  })
  return [...people, ...schedules]
}
