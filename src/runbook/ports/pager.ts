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
  /** An incident that it knows of is graver than it knows. */
  raise(page: Page): Promise<void>
  acknowledge(key: string): Promise<void>
  resolve(key: string): Promise<void>
  addNote(key: string, text: string): Promise<void>
  /** Asks people, by their e-mail, to join. Answers those whom the pager does not know. */
  requestResponders(key: string, emails: string[], text: string): Promise<string[]>
  /** The keys of the alerts that an incident of the pager has been made of. */
  readAlertKeys(incident: string): Promise<string[]>
  /** The e-mail of one of the pager's people, by the pager's id. */
  findEmail(user: string): Promise<string | undefined>
  /** Those on call by a schedule now. */
  onCall(schedule: string): Promise<OnCall[]>
}

/** What the pager tells of one of its incidents. `at`: milliseconds since the epoch. */
export type PagerEvent = {
  id: string
  kind: 'triggered' | 'acknowledged' | 'resolved' | 'other'
  at: number
  /** So late that it is shown to people instead of acted upon. */
  isOld: boolean
  /** The pager's own id of its incident. */
  incident: string
  /** The key it was triggered with, where the pager tells it; ours is the id of the incident. */
  key: string
  title: string
  service: { id: string; name: string }
  urgency: string
  link?: string
  /** The pager's id of who did it there, where it was a person. */
  by?: string
}
