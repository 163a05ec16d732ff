import type { SlackFile } from './file.ts'

export type User = {
  id: string
  name: string
  realName: string
  email?: string
  /** What they are to the company, in their own words. */
  title?: string
  tz?: string
  /** A guest of several channels; `single` of one. */
  guest?: boolean | 'single'
  deleted?: boolean
  bot?: boolean
  /** At home in another workspace of the organisation, or of another company. */
  team?: string
  /** The workspaces of the organisation that this person belongs to, where there is one. */
  enterprise?: { id: string; teams: string[] }
}
export const isGuest = (u: User | undefined): boolean => u?.guest === true || u?.guest === 'single'
export type Group = { id: string; handle: string; users: string[] }
export type Block = Record<string, unknown> & { type: string }
export type Message = {
  ts: string
  user: string
  text: string
  blocks: Block[]
  metadata?: unknown
  thread_ts?: string
  /** A reply that the channel shows as well. */
  subtype?: 'thread_broadcast'
  edited?: boolean
  files?: SlackFile[]
  attachments?: Attachment[]
  reactions?: { name: string; users: string[] }[]
  /** Only this person sees it. */
  only?: string
}
/** The older kind, below the blocks: a coloured bar with fields. */
export type Attachment = {
  color?: string
  text?: string
  fallback?: string
  fields?: { title?: string; value?: string; short?: boolean }[]
}
export type Channel = {
  id: string
  name: string
  isPrivate: boolean
  isDirect?: string
  archived: boolean
  /** Shared with another company (Slack Connect): it reads whatever is posted here. */
  extShared?: boolean
  /** Another company was invited and has not accepted yet. */
  pendingExtShared?: boolean
  creator: string
  topic: string
  members: Set<string>
  messages: Message[]
  pins: Set<string>
}
export type View = Record<string, unknown> & {
  id: string
  hash: string
  callback_id: string
  blocks: Block[]
  private_metadata: string
  owner: string
  errors?: Record<string, string>
  state: { values: Record<string, Record<string, unknown>> }
}
export type Workspace = {
  users: User[]
  groups: Group[]
  channels: {
    name: string
    members?: string[]
    /** The app is a member of it; by default it is in none that people made. */
    withBot?: boolean
    isPrivate?: boolean
    archived?: boolean
    extShared?: boolean
  }[]
}

/** Everything a workspace knows. Time comes from `now`, so that tests can move it. */
export class SlackState {
  readonly team = 'T0SANDBOX'
  readonly appId = 'A0PITCREW'
  readonly botUser = 'U0PITCREW'
  readonly users = new Map<string, User>()
  readonly groups: Group[]
  readonly channels = new Map<string, Channel>()
  readonly triggers = new Map<string, { user: string; at: number; used: boolean }>()
  readonly files = new Map<string, SlackFile>()
  readonly stacks = new Map<string, View[]>()
  readonly canvases: { id: string; channel: string; title: string; markdown: string }[] = []
  /** Not every plan has them. */
  hasCanvases = true
  readonly homes = new Map<string, View>()
  readonly responses = new Map<string, { channel: string; user: string; uses: number }>()
  readonly now: () => number
  #lastTs = 0
  #next = 1

  constructor(workspace: Workspace, now: () => number) {
    this.now = now
    for (const u of workspace.users) this.users.set(u.id, u)
    this.users.set(this.botUser, { id: this.botUser, name: 'pitcrew', realName: 'Pitcrew', bot: true })
    this.groups = workspace.groups
    for (const c of workspace.channels) {
      const people = c.members ?? workspace.users.filter(u => u.deleted !== true).map(u => u.id)
      const members = c.withBot === true ? [...people, this.botUser] : people
      const channel = this.addChannel(c.name, 'U0ADMIN', c.isPrivate === true, members)
      channel.archived = c.archived === true
      if (c.extShared === true) channel.extShared = true
    }
  }

  id(prefix: string): string {
    return `${prefix}${(this.#next++).toString(36).toUpperCase().padStart(8, '0')}`
  }

  /** Unique and rising, even when the clock stands still. */
  ts(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, Math.floor(this.now() * 1000))
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`
  }

  addChannel(name: string, creator: string, isPrivate: boolean, members: string[], kind = 'C'): Channel {
    const channel: Channel = {
      id: this.id(kind),
      name,
      isPrivate,
      archived: false,
      creator,
      topic: '',
      members: new Set(members),
      messages: [],
      pins: new Set(),
    }
    this.channels.set(channel.id, channel)
    return channel
  }

  direct(user: string): Channel {
    const there = [...this.channels.values()].find(c => c.isDirect === user)
    if (there !== undefined) return there
    const channel = this.addChannel(`dm-${user}`, this.botUser, true, [user, this.botUser], 'D')
    channel.isDirect = user
    return channel
  }

  channelNamed(name: string): Channel | undefined {
    return [...this.channels.values()].find(c => c.name === name && c.isDirect === undefined)
  }

  trigger(user: string): string {
    const id = `${this.id('')}.${this.id('')}.${this.id('').toLowerCase()}`
    this.triggers.set(id, { user, at: this.now(), used: false })
    return id
  }
}
