/** A message of people as it was said; `at` and `edited`: milliseconds since the epoch. */
export type ChatMessage = {
  /** Slack's own id and order. */
  ts: string
  at: number
  user: string
  text: string
  thread?: string
  files: { name: string; link: string }[]
  /** What it said before, oldest first; each with the moment at which it was changed. */
  edits: { at: number; before: string }[]
  deletedAt?: number
  /** Its text was taken out on request. */
  erased?: true
  reactions: Record<string, number>
}
export type NewChatMessage = Pick<ChatMessage, 'ts' | 'user' | 'text' | 'thread' | 'files'>

/** The conversation beside the log: messages come out of order, are edited, deleted, and may be erased. */
export interface ChatLog {
  /** The first word counts: a message that is known stays as it is. */
  add(incident: string, messages: NewChatMessage[]): Promise<void>
  edit(incident: string, ts: string, change: { at: number; before: string; after: string }): Promise<void>
  remove(incident: string, ts: string, at: number): Promise<void>
  react(incident: string, ts: string, name: string, user: string, on: boolean): Promise<void>
  /** Takes the words out and leaves that there were some; false when there is no such message. */
  erase(incident: string, ts: string): Promise<boolean>
  /** In the order in which they were said. */
  list(incident: string): Promise<ChatMessage[]>
}
