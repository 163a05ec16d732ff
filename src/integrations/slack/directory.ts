import type { WebClient } from '@slack/web-api'
import type { Actor } from '../../incident/decision.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Directory } from '../../runbook/ports/directory.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import type { Pager } from '../../runbook/ports/pager.ts'
import type { ChannelIds } from './channel-ids.ts'
import { readSlack } from './errors.ts'

const keepMs = 5 * 60_000
/** On-call groups change at shift's end: whom to ask must not be five minutes old. */
const keepGroupsMs = 10_000

/** `teams`: the workspaces of an Enterprise Grid organisation that this person belongs to. */
type SlackUser = { name: string; standing: Actor['standing']; deleted: boolean; teams: string[] }

/** Who people are, from Slack and the playbook; kept for five minutes unless asked for afresh. */
export function createDirectory(
  client: WebClient,
  home: () => { team: string },
  channels: ChannelIds,
  pager?: Pager,
): Directory {
  const users = createMemo(id => readUser(client, id, home().team))
  const emails = createMemo(email => readIdByEmail(client, email))
  const groups = createMemo(handle => readGroup(client, handle), keepGroupsMs)
  const handles = createMemo(() => readHandles(client))
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

  async function slackIdOf(person: string, policy: Policy): Promise<string | undefined> {
    const p = policy.people[person]
    return p?.slack ?? (p?.email === undefined ? undefined : emails.get(p.email))
  }

  async function holders(name: string, policy: Policy, fresh = false): Promise<string[]> {
    const role = policy.roles[name]
    if (role === undefined) return []
    const people = await Promise.all(role.people.map(p => slackIdOf(p, policy)))
    const members = role.group === undefined ? [] : await groups.get(role.group, fresh)
    const onCall = role.schedule === undefined ? [] : await bySchedule(role.schedule, policy, fresh)
    return [...new Set([...people.filter(p => p !== undefined), ...members, ...onCall])]
  }

  /** Who is on call in the pager, in Slack: by e-mail, else by the playbook's own mapping; never by a name. */
  async function bySchedule(schedule: string, policy: Policy, fresh: boolean): Promise<string[]> {
    const found = await schedules.get(schedule, fresh).catch(() => [])
    const ids = await Promise.all(
      found.map(async ({ id, email }) => {
        const mapped = Object.values(policy.people).find(p => p.pagerduty === id)
        return (email === undefined ? undefined : await emails.get(email)) ?? mapped?.slack
      }),
    )
    return ids.filter(id => id !== undefined)
  }

  return {
    async actor(user, policy, { fresh = false, team } = {}) {
      const known = await users.get(user, fresh)
      // A colleague of the same organisation may be at home in another of its workspaces.
      const elsewhere = team !== undefined && team !== home().team && !known.teams.includes(home().team)
      const standing = elsewhere ? 'stranger' : known.standing
      const held = await Promise.all(
        Object.keys(policy.roles).map(async role =>
          (await holders(role, policy, fresh)).includes(user) ? [role] : [],
        ),
      )
      return { user, standing: known.deleted ? 'stranger' : standing, roles: held.flat() }
    },
    holders: (role, policy, options) => holders(role, policy, options?.fresh),
    async displayNames(ids) {
      const named = await Promise.all(
        ids
          .filter(id => /^[UWSCG][A-Z0-9]+$/.test(id))
          .map(async id => [id, (await nameOf(id).catch(() => undefined)) ?? id]),
      )
      return Object.fromEntries(named)
    },
    channelId: channels.idOf,
    isShared: channel => readShared(client, channel),
  }
}

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

async function readUser(client: WebClient, user: string, team: string): Promise<SlackUser> {
  const { user: u } = await readSlack('users.info', () => client.users.info({ user }))
  const guest = u?.is_restricted === true || u?.is_ultra_restricted === true
  const teams = u?.enterprise_user?.teams ?? []
  const ours = teams.includes(team) || u?.team_id === undefined || u.team_id === team
  const stranger = !ours || (u?.is_stranger === true && !teams.includes(team))
  return {
    name: u?.profile?.display_name || u?.real_name || u?.name || user,
    standing: stranger ? 'stranger' : guest ? 'guest' : 'member',
    deleted: u?.deleted === true,
    teams,
  }
}

async function readIdByEmail(client: WebClient, email: string): Promise<string | undefined> {
  try {
    const { user } = await readSlack('users.lookupByEmail', () => client.users.lookupByEmail({ email }))
    return user?.id
  } catch (error) {
    if (error instanceof NotSent && error.code === 'users_not_found') return undefined
    throw error
  }
}

/** A user group by its handle or its id; an unknown one has no members, so nobody may approve by it. */
async function readGroup(client: WebClient, handle: string): Promise<string[]> {
  const { usergroups } = await readSlack('usergroups.list', () => client.usergroups.list({}))
  const id = usergroups?.find(g => g.handle === handle || g.id === handle)?.id
  if (id === undefined) return []
  const { users } = await readSlack('usergroups.users.list', () =>
    client.usergroups.users.list({ usergroup: id }),
  )
  return users ?? []
}

async function readHandles(client: WebClient): Promise<Map<string, string>> {
  const { usergroups = [] } = await readSlack('usergroups.list', () =>
    client.usergroups.list({ include_disabled: true }),
  )
  return new Map(usergroups.flatMap(g => (g.id && g.handle ? [[g.id, g.handle]] : [])))
}

/** A private one is not named: the report goes to people who may not know that it exists. */
async function readChannelName(client: WebClient, channel: string): Promise<string | undefined> {
  const { channel: c } = await readSlack('conversations.info', () => client.conversations.info({ channel }))
  if (c?.is_private === true) return 'a private channel'
  return c?.name === undefined ? undefined : `#${c.name}`
}

/** Slack Connect: another company reads what is posted there, or soon will. */
async function readShared(client: WebClient, channel: string): Promise<boolean> {
  const { channel: c } = await readSlack('conversations.info', () => client.conversations.info({ channel }))
  return c?.is_ext_shared === true || c?.is_pending_ext_shared === true
}
