import { groupRoles } from '../incident/escalation/recipients.ts'
import type { Incident } from '../incident/state.ts'
import { toldRefusal } from './answer.ts'
import { command, type Gesture } from './listen.ts'

/** Tells a role now; the members of a group are asked of Slack first. */
export async function escalateNow(
  g: Gesture,
  incident: Incident,
  given: { role: string; reason: string },
): Promise<void> {
  const policy = await g.runbook.policies.of(incident.playbook)
  const found = await Promise.all(
    groupRoles(policy, [given.role]).map(
      async role => [role, await g.runbook.directory.holders(role, policy)] as const,
    ),
  )
  const members = Object.fromEntries(found)
  await toldRefusal(g, await command(g, incident.id, { type: 'escalate', ...given, members }))
}
