import { SlackRefusal } from './refusal.ts'
import type { Channel, SlackState } from './state.ts'

export type Args = Record<string, unknown>
export type Call = {
  state: SlackState
  args: Args
  /** What the app was granted. */
  scopes: readonly string[]
  baseUrl: string
  ticket(): string
}
export type Tier = 1 | 2 | 3 | 4
/** One Web API method: its scopes (any one is enough) and what it does. */
export type Method = {
  name: string
  scopes: string[]
  app?: true
  /** Slack's rate tier; without one, the method has its own limit or none. */
  tier?: Tier
  required?: string[]
  run(call: Call): Args
}

export function text(args: Args, key: string): string | undefined {
  const value = args[key]
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

/** Nested values come as JSON strings in form bodies. */
export function nested<T>(args: Args, key: string): T | undefined {
  const value = args[key]
  if (typeof value !== 'string') return value as T | undefined
  try {
    return JSON.parse(value) as T
  } catch {
    throw new SlackRefusal(key === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments')
  }
}

/** The scopes of a method for each kind of conversation: any one of a list is enough. */
export type ScopesByKind = { public: string[]; private: string[]; direct: string[] }

const kindOf = (channel: Channel) =>
  channel.isDirect !== undefined ? 'direct' : channel.isPrivate ? 'private' : 'public'

/** Refuses what the app's scopes do not cover for a conversation of this kind. */
export function needScope({ scopes }: Call, channel: Channel, by: ScopesByKind): void {
  const wanted = by[kindOf(channel)]
  if (wanted.length > 0 && !wanted.some(s => scopes.includes(s)))
    throw new SlackRefusal('missing_scope', { needed: wanted[0], provided: scopes.join(',') })
}

/**
 * A channel that the bot can post to. A user's id means the direct channel; a public channel needs no membership
 * where the app has `chat:write.public`.
 */
export function writable(call: Call): Channel {
  const { state, args, scopes } = call
  const id = text(args, 'channel') ?? ''
  const user = state.users.get(id)
  // The direct channel of somebody deactivated takes messages, which nobody reads; none can be opened.
  if (user?.deleted === true) throw new SlackRefusal('channel_not_found')
  const channel = user === undefined ? (state.channels.get(id) ?? byName(state, id)) : state.direct(id)
  if (channel === undefined || isHidden(state, channel)) throw new SlackRefusal('channel_not_found')
  if (channel.archived) throw new SlackRefusal('is_archived')
  if (!channel.members.has(state.botUser) && !scopes.includes('chat:write.public'))
    throw new SlackRefusal('not_in_channel')
  return channel
}

const byName = (state: SlackState, name: string) => state.channelNamed(name.replace('#', ''))

/** A private channel without the bot does not exist for it. */
const isHidden = (state: SlackState, channel: Channel) =>
  channel.isPrivate && !channel.members.has(state.botUser)

/** A channel that the bot can know of; whether it is a member does not matter for a public one. */
export function channelOf({ state, args }: Call, key = 'channel'): Channel {
  const channel = state.channels.get(text(args, key) ?? '')
  if (channel === undefined || isHidden(state, channel)) throw new SlackRefusal('channel_not_found')
  return channel
}

/** A channel of which the bot is a member; most of what changes a channel needs that. */
export function memberOf(call: Call, key = 'channel'): Channel {
  const channel = channelOf(call, key)
  if (!channel.members.has(call.state.botUser)) throw new SlackRefusal('not_in_channel')
  return channel
}

/** The same, where an archived channel is refused as well. */
export function openMemberOf(call: Call, key = 'channel'): Channel {
  const channel = channelOf(call, key)
  if (channel.archived) throw new SlackRefusal('is_archived')
  return memberOf(call, key)
}
