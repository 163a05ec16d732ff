import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Actor } from '../../incident/decision.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Directory, RoleHolders } from '../../runbook/ports/directory.ts'
import type { Pager } from '../../runbook/ports/pager.ts'
import type { Secrets } from '../../runbook/ports/secrets.ts'
import { namesIn } from '../../runbook/secrets.ts'
import type { ChannelIds } from './channel-ids.ts'
import { createLastKnown, type Options } from './last-known.ts'
import {
  readChannelName,
  readGroup,
  readHandles,
  readIdByEmail,
  readMembers,
  readShared,
  readUser,
  type SlackUser,
  userSchema,
} from './read-people.ts'

const keepMs = 5 * 60_000
/** On-call groups change at shift's end: whom to ask must not be five minutes old. */
const keepGroupsMs = 10_000

const idsSchema = z.array(z.string())

/** Whether look-ups work; `recheck` tries those again that do not. */
export type LookUps = { faults(): string | undefined; recheck(): Promise<void> }

/**
 * Who people are, from Slack and the playbook; kept for five minutes unless asked for afresh. A look-up that fails
 * costs only what it would have given: the last answer there was is used, except where somebody's authority is asked
 * for afresh; then a role that cannot be read is not held.
 */
export function createDirectory(
  client: WebClient,
  home: () => { team: string },
  channels: ChannelIds,
  options: Options,
  pager?: Pager,
  secrets?: Secrets,
): Directory & LookUps {
  const last = createLastKnown(options)
  const users = createMemo(id => readUser(client, id, home().team))
  const emails = createMemo(email => readIdByEmail(client, email))
  const groups = createMemo(handle => readGroup(client, handle), keepGroupsMs)
  const handles = createMemo(() => readHandles(client))
  const members = createMemo(id => readMembers(client, id), keepGroupsMs)
  const channelNames = createMemo(id => readChannelName(client, id))
  const schedules = createMemo(id => pager?.onCall(id) ?? Promise.resolve([]), keepGroupsMs)

  async function nameOf(id: string): Promise<string | undefined> {
    if (id.startsWith('S')) {
      const handle = (await handles.get('')).get(id)
      return handle === undefined ? undefined : `@${handle}`
    }
    if (/^[CG]/.test(id)) return channelNames.get(id)
    return (await users.get(id)).name
  }

  async function slackIdOf(person: string, policy: Policy, exact: boolean): Promise<string | undefined> {
    const p = policy.people[person]
    if (p?.slack !== undefined || p?.email === undefined) return p?.slack
    const email = p.email
    const [id] = await last.get(
      { what: 'people by e-mail', key: `email:${email}`, schema: idsSchema, exact },
      async () => [await emails.get(email)].filter(found => found !== undefined),
    )
    return id
  }

  const membersOf = (group: string, exact: boolean) =>
    last.get({ what: `user group ${group}`, key: `group:${group}`, schema: idsSchema, exact }, () =>
      groups.get(group, exact),
    )

  const userOf = (id: string, exact: boolean) =>
    last.get({ what: 'people', key: `user:${id}`, schema: userSchema, exact }, () => users.get(id, exact))

  /** The id of a schedule, also where the playbook takes it from the environment; undefined where that has none. */
  function scheduleOf(written: string | undefined): string | undefined {
    if (written === undefined || pager === undefined) return undefined
    const [name] = namesIn(written)
    return name === undefined ? written : secrets?.find(name)
  }

  /** Each part by itself: a group that cannot be read hides nobody whom the playbook names. */
  async function lookUpRole(name: string, policy: Policy, fresh: boolean): Promise<RoleHolders> {
    const role = policy.roles[name]
    if (role === undefined) return { users: [] }
    const schedule = scheduleOf(role.schedule)
    const [scheduled, group] = await Promise.allSettled([
      schedule === undefined ? [] : bySchedule(schedule, policy, fresh),
      role.group === undefined ? [] : membersOf(role.group, fresh),
    ])
    const onCall = scheduled.status === 'fulfilled' ? scheduled.value : []
    // The people of the playbook stand in where no schedule says who it is.
    const named = await Promise.allSettled(
      onCall.length > 0
        ? []
        : role.people.map(async p => [await slackIdOf(p, policy, fresh)].filter(id => id !== undefined)),
    )
    const parts = [...named, group, scheduled]
    const users = [...new Set(parts.flatMap(p => (p.status === 'fulfilled' ? p.value : [])))]
    const refused = parts.find(p => p.status === 'rejected')
    return refused === undefined ? { users } : { users, fault: refused.reason }
  }

  async function holders(name: string, policy: Policy, fresh = false): Promise<string[]> {
    const { users, fault } = await lookUpRole(name, policy, fresh)
    if (users.length === 0 && fault !== undefined) throw fault
    return users
  }

  /** Who is on call in the pager, in Slack: by e-mail, else by the playbook's own mapping; never by a name. */
  async function bySchedule(schedule: string, policy: Policy, fresh: boolean): Promise<string[]> {
    return last.get(
      { what: `schedule ${schedule}`, key: `schedule:${schedule}`, schema: idsSchema, exact: fresh },
      async () => {
        const ids = await Promise.all(
          (await schedules.get(schedule, fresh)).map(async ({ id, email }) => {
            const mapped = Object.values(policy.people).find(p => p.pagerduty === id)
            return (email === undefined ? undefined : await emails.get(email)) ?? mapped?.slack
          }),
        )
        return ids.filter(id => id !== undefined)
      },
    )
  }

  return {
    faults: last.faults,
    recheck: last.recheck,
    async actor(user, policy, { fresh = false, team } = {}) {
      const isAtHome = team === undefined || team === home().team
      const known = await userOf(user, fresh).catch((error: unknown): SlackUser => {
        // Their rights are asked for, and must be certain. Else somebody who works here goes on being let in.
        if (fresh || team === undefined || !isAtHome) throw error
        return { name: user, standing: 'member', deleted: false, teams: [] }
      })
      // A colleague of the same organisation may be at home in another of its workspaces.
      const isOurs = isAtHome || known.teams.includes(home().team)
      const unread: NonNullable<Actor['unread']> = []
      const held = await Promise.all(
        Object.keys(policy.roles).map(async role => {
          const { users: who, fault } = await lookUpRole(role, policy, fresh)
          if (who.includes(user)) return [role]
          if (fault !== undefined) unread.push({ role, why: wordsOf(fault) })
          return []
        }),
      )
      const standing = isOurs ? known.standing : 'stranger'
      return {
        user,
        standing: known.deleted ? 'stranger' : standing,
        roles: held.flat(),
        ...(unread.length === 0 ? {} : { unread }),
      }
    },
    holders: (role, policy, options) => holders(role, policy, options?.fresh),
    findPerson: (person, policy) => slackIdOf(person, policy, false),
    lookUp: (role, policy) => lookUpRole(role, policy, false),
    async displayNames(ids) {
      const named = await Promise.all(
        ids
          .filter(id => /^[UWSCG][A-Z0-9]+$/.test(id))
          .map(async id => [id, (await nameOf(id).catch(() => undefined)) ?? id]),
      )
      return Object.fromEntries(named)
    },
    channelId: channels.idOf,
    isMember: (channel, user) =>
      members.get(channel).then(
        all => all.includes(user),
        () => false,
      ),
    isShared: channel => readShared(client, channel),
  }
}

const wordsOf = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault))

/** Remembers answers for a while; two askers share one call; failures are not remembered. */
function createMemo<T>(read: (key: string) => Promise<T>, forMs = keepMs) {
  const kept = new Map<string, { at: number; value: Promise<T> }>()
  return {
    get(key: string, fresh = false): Promise<T> {
      const hit = kept.get(key)
      if (hit !== undefined && !fresh && performance.now() - hit.at < forMs) return hit.value
      const value = read(key)
      kept.set(key, { at: performance.now(), value })
      value.catch(() => {
        if (kept.get(key)?.value === value) kept.delete(key)
      })
      return value
    },
  }
}
