import type { HomeView, Message, View } from '../../blocks/index.ts'

import type { NewChatMessage } from './chat-log.ts'

export type MessageRef = { channel: string; ts: string }
export type ChannelInfo = { id: string; name: string; archived: boolean; ours: boolean }
/** A channel that an incident can be run in. */
export type Home = { id: string; name: string; isPrivate: boolean }
export type FileLink = { name: string; link: string }
export type Upload = { name: string; title: string; content: string | Uint8Array | Blob }

/** What Pitcrew needs of a chat. Every call throws `NotSent`, `RateLimited` or `Ambiguous` (faults.ts). */
export interface Chat {
  createChannel(input: { name: string; isPrivate: boolean }): Promise<{ id: string; name: string }>
  /** One that Pitcrew is a member of, by its name; archived ones included. */
  findChannel(name: string): Promise<ChannelInfo | undefined>
  /** Joins it if need be, so that Pitcrew can post and listen there. */
  enterChannel(id: string): Promise<Home>
  /** Throws as `enterChannel` would where that would be refused; changes nothing. */
  checkChannel(id: string): Promise<void>
  /** Those already there count as invited. Answers the users that could not be invited, and why. */
  invite(channel: string, users: string[]): Promise<{ user: string; why: string }[]>
  setTopic(channel: string, topic: string): Promise<void>
  pin(ref: MessageRef): Promise<void>
  openDirect(user: string): Promise<string>
  post(channel: string, message: Message, options: PostOptions): Promise<MessageRef>
  /** The message that carries this effect id, looked for no further back than `since` (ms). */
  findPost(channel: string, effect: string, since: number, thread?: string): Promise<MessageRef | undefined>
  edit(ref: MessageRef, message: Message): Promise<void>
  /** One that is gone already counts as removed. */
  remove(ref: MessageRef): Promise<void>
  /** Only `user` sees it, in the channel or in a thread of it. */
  whisper(channel: string, user: string, message: Message, thread?: string): Promise<void>
  /** Answers a slash command by its response URL; only the person sees it. */
  respond(url: string, message: Message): Promise<void>
  /** What people said since then (ms), threads included, a page at a time. */
  readHistory(channel: string, since: number): AsyncIterable<NewChatMessage[]>
  /** All in one message, in a thread where one is named. */
  upload(channel: string, files: Upload[], comment: string, thread?: string): Promise<FileLink[]>
  /** A page of the channel; throws `NotSent` where the workspace's plan has none. */
  makeCanvas(channel: string, title: string, markdown: string): Promise<string>
  /** Those of the named files that are in the channel, or in that thread, since `since` (ms). */
  findFiles(channel: string, names: string[], since: number, thread?: string): Promise<FileLink[]>
  openView(trigger: string, view: View): Promise<OpenedView>
  /** With `hash`, only while the view is still the one of that hash; else `NotSent` with `hash_conflict`. */
  updateView(id: string, view: View, hash?: string): Promise<OpenedView>
  /** What this person finds in the app's Home tab. */
  publishHome(user: string, view: HomeView): Promise<void>
  pushView(trigger: string, view: View): Promise<OpenedView>
}
/** `hash` changes with each view that takes its place, and not with what somebody types. */
export type OpenedView = { id: string; hash?: string }
/** `priority`: higher goes first where Slack lets few through. */
export type PostOptions = Sending & {
  effect: string
  priority?: number
  thread?: string
  /** A reply that the channel shows as well. */
  broadcast?: boolean
}
export type Sending = {
  /** Called last thing before it is sent, each time that it is. */
  beforeSend?: () => Promise<void>
  /** Does not wait for its turn: throws `RateLimited` instead. */
  atOnce?: boolean
}
