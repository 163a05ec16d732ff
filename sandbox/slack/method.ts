import { SlackRefusal } from './refusal.ts'
import type { Channel, SlackState } from './state.ts'

export type Args = Record<string, unknown>
export type Call = {
  state: SlackState
  args: Args
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

/** A channel that can be written to by the bot; a user id means the direct channel. */
export function writable({ state, args }: Call): Channel {
  const id = text(args, 'channel') ?? ''
  const channel = state.users.has(id)
    ? state.direct(id)
    : (state.channels.get(id) ?? state.channelNamed(id.replace('#', '')))
  if (channel === undefined) throw new SlackRefusal('channel_not_found')
  if (channel.archived) throw new SlackRefusal('is_archived')
  if (channel.isPrivate && !channel.members.has(state.botUser)) throw new SlackRefusal('channel_not_found')
  return channel
}

export function channelOf({ state, args }: Call): Channel {
  const channel = state.channels.get(text(args, 'channel') ?? '')
  if (channel === undefined) throw new SlackRefusal('channel_not_found')
  return channel
}
