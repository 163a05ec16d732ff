import type { Policy } from '../incident/policy.ts'
import type { Runbook } from './runbook.ts'

/** Looks up at start whom the playbook names, and says whom nobody could tell: in an incident it would be too late. */
export async function learnPeople({ directory, log }: Runbook, policy: Policy): Promise<void> {
  const byEmail = Object.entries(policy.people).filter(([, p]) => p.slack === undefined)
  await Promise.all([
    ...byEmail.map(([key, { email = '' }]) => learnPerson(key, email)),
    ...Object.keys(policy.roles).map(role => learnRole(role)),
  ])

  async function learnPerson(person: string, email: string): Promise<void> {
    try {
      if ((await directory.findPerson(person, policy)) === undefined)
        log.warn(
          { person, email },
          `Slack knows nobody with the address ${email}, which the playbook gives for ${person}: nobody is told in that name`,
        )
    } catch (error) {
      log.warn(
        { err: error, person },
        `${person} could not be looked up; it is tried again when it is needed`,
      )
    }
  }

  async function learnRole(role: string): Promise<void> {
    const { users, fault } = await directory.lookUp(role, policy)
    const { title, group } = policy.roles[role] ?? {}
    if (fault !== undefined)
      log.warn(
        { err: fault, role },
        `who is ${title ?? role} could not be read; it is tried again when needed`,
      )
    else if (users.length === 0)
      log.warn(
        { role },
        `Nobody is ${title ?? role}: ${group === undefined ? 'the playbook names nobody' : `the user group @${group} has no members or does not exist`}`,
      )
  }
}
