import type { Actor } from '../../incident/decision.ts'
import type { Policy } from '../../incident/policy.ts'

export type RoleHolders = { users: string[]; fault?: unknown }

/** People: what Slack knows of them, joined with what the playbook says. */
export interface Directory {
  /** `fresh` asks Slack again: for approvals, at the click and at the execution. */
  actor(user: string, policy: Policy, options?: { fresh?: boolean; team?: string }): Promise<Actor>
  /** Slack ids of those who hold a role now, in the playbook's order. Throws where none of them can be read. */
  holders(role: string, policy: Policy, options?: { fresh?: boolean }): Promise<string[]>
  /** The Slack id of a person of the playbook; undefined where Slack does not know the address. */
  findPerson(person: string, policy: Policy): Promise<string | undefined>
  /** The holders with what could not be read: `fault` says that there may be others. */
  lookUp(role: string, policy: Policy): Promise<RoleHolders>
  /** Names of people, `@handles` of groups and `#names` of channels by their ids; an unknown id stands for itself. */
  displayNames(ids: string[]): Promise<Record<string, string>>
  /**
   * A channel's id by the name that the playbook uses; undefined = no such channel. Throws `NotSent` with
   * `channel-not-known-yet` while a large workspace is still being searched.
   */
  channelId(name: string): Promise<string | undefined>
  /** Whether somebody is in a channel that Pitcrew is in; false where that cannot be read. */
  isMember(channel: string, user: string): Promise<boolean>
  /** Whether another company reads what is posted there (Slack Connect), or was invited to. */
  isShared(channel: string): Promise<boolean>
}
