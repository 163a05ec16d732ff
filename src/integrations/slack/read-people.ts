import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { NotSent } from '../../runbook/ports/faults.ts'
import { readSlack } from './errors.ts'

/** Somebody as Slack knows them. */
export const userSchema = z.object({
  name: z.string(),
  standing: z.enum(['member', 'guest', 'stranger', 'bot']),
  deleted: z.boolean(),
  /** The workspaces of an Enterprise Grid organisation that this person belongs to. */
  teams: z.array(z.string()),
})
export type SlackUser = z.infer<typeof userSchema>
export async function readUser(client: WebClient, user: string, team: string): Promise<SlackUser> {
  const { user: u } = await readSlack('users.info', () => client.users.info({ user }))
  const guest = u?.is_restricted === true || u?.is_ultra_restricted === true
  const teams = u?.enterprise_user?.teams ?? []
  const ours = teams.includes(team) || u?.team_id === undefined || u.team_id === team
  const stranger = !ours || (u?.is_stranger === true && !teams.includes(team))
  return {
    name: u?.real_name || u?.profile?.display_name || u?.name || user,
    standing: stranger ? 'stranger' : guest ? 'guest' : 'member',
    deleted: u?.deleted === true,
    teams,
  }
}

export async function readIdByEmail(client: WebClient, email: string): Promise<string | undefined> {
  try {
    const { user } = await readSlack('users.lookupByEmail', () => client.users.lookupByEmail({ email }))
    return user?.id
  } catch (error) {
    if (error instanceof NotSent && error.code === 'users_not_found') return undefined
    throw error
  }
}

/** A user group by its handle or its id; an unknown one has no members, so nobody may approve by it. */
export async function readGroup(client: WebClient, handle: string): Promise<string[]> {
  const { usergroups } = await readSlack('usergroups.list', () => client.usergroups.list({}))
  const id = usergroups?.find(g => g.handle === handle || g.id === handle)?.id
  if (id === undefined) return []
  const { users } = await readSlack('usergroups.users.list', () =>
    client.usergroups.users.list({ usergroup: id }),
  )
  return users ?? []
}

export async function readHandles(client: WebClient): Promise<Map<string, string>> {
  const { usergroups = [] } = await readSlack('usergroups.list', () =>
    client.usergroups.list({ include_disabled: true }),
  )
  return new Map(usergroups.flatMap(g => (g.id && g.handle ? [[g.id, g.handle]] : [])))
}

/** A private one is not named: the report goes to people who may not know that it exists. */
export async function readChannelName(client: WebClient, channel: string): Promise<string | undefined> {
  const { channel: c } = await readSlack('conversations.info', () => client.conversations.info({ channel }))
  if (c?.is_private === true) return 'a private channel'
  return c?.name === undefined ? undefined : `#${c.name}`
}

const membersPage = 200

export async function readMembers(client: WebClient, channel: string): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const page = { channel, limit: membersPage, ...(cursor === undefined ? {} : { cursor }) }
    const answer = await readSlack('conversations.members', () => client.conversations.members(page))
    found.push(...(answer.members ?? []))
    cursor = answer.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined)
  return found
}

/** Slack Connect: another company reads what is posted there, or soon will. */
export async function readShared(client: WebClient, channel: string): Promise<boolean> {
  const { channel: c } = await readSlack('conversations.info', () => client.conversations.info({ channel }))
  return c?.is_ext_shared === true || c?.is_pending_ext_shared === true
}
