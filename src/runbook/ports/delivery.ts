import type { Effect } from '../../incident/effects.ts'

/** One try at an effect. Times are milliseconds of the store's server, so that replicas may compare them. */
export type Job = {
  incident: string
  effect: string
  name: string
  /** Tries that failed before this one; waiting is no failure. */
  failures: number
  /** When an earlier try may have sent something; undefined = none is known. */
  sentAt: number | undefined
  /** Provably nobody has begun with this effect before; a job that the agenda put back cannot know. */
  untried: boolean
  /** Whether the job is still this replica's; one frozen past its lease has lost it. */
  isOurs(): Promise<boolean>
  /** To be called just before sending, with the time: fails when the job belongs to another replica by now. */
  beforeSend(at: number): Promise<void>
  /** Forgets `beforeSend`: this try provably had no effect. What an earlier one may have sent is kept in mind. */
  notSent(): Promise<void>
  /** Counts this try as failed. */
  failed(): Promise<void>
}

/** What is known of the effects that are put on a queue. Without it: somebody may have begun with them. */
export type Known =
  | { untried: true }
  /** May have been sent at `sentAt`, and is to be looked at after `afterMs`. */
  | { sentAt: number; afterMs: number }

/** Queues that carry effects out: at least once, in the background, by any replica. */
export interface Delivery {
  /** Does nothing while an effect of that id is queued or under way. */
  enqueue(incident: string, effects: Effect[], known?: Known): Promise<void>
  /** `onDone` runs when a job has left the queue, so that the same effect can be queued again. */
  start(
    handle: (job: Job) => Promise<void>,
    onDone: (job: { incident: string; name: string }) => void,
  ): Promise<void>
  /** Brings back what a wrong clock has put off for too long; `now` is the store's. Answers how many. */
  promoteStranded(now: number): Promise<number>
  /** Jobs waiting, delayed or under way. */
  countBusy(): Promise<number>
  stop(): Promise<void>
}
