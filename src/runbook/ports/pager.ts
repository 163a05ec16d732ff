/** `link`: where people find out more. */
export type Page = {
  key: string
  summary: string
  severity: 'critical' | 'error' | 'warning' | 'info'
  source: string
  link?: string
}
export type OnCall = { name: string; email?: string; id: string }

/** Who is paged, and who is on call. `key` makes a trigger count once. Throws the faults of faults.ts. */
export interface Pager {
  trigger(page: Page): Promise<void>
  acknowledge(key: string): Promise<void>
  resolve(key: string): Promise<void>
  addNote(key: string, text: string): Promise<void>
  /** Asks people, by their e-mail, to join. Answers those whom the pager does not know. */
  requestResponders(key: string, emails: string[], text: string): Promise<string[]>
  /** Those on call by a schedule now. */
  onCall(schedule: string): Promise<OnCall[]>
}

/** What the pager tells of one of its incidents. `at`: milliseconds since the epoch. */
export type PagerEvent = {
  id: string
  kind: 'triggered' | 'acknowledged' | 'resolved' | 'other'
  at: number
  /** The key it was triggered with; ours is the id of the incident. */
  key: string
  title: string
  service: { id: string; name: string }
  urgency: string
  link?: string
  /** The pager's id of who did it there, where it was a person. */
  by?: string
}
