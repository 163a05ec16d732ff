import type { Effect } from '../../incident/effects.ts'

/** One try at an effect. */
export type Job = {
  incident: string
  effect: string
  name: string
  /** 1 for the first try. */
  attempt: number
  /** Milliseconds since the epoch at which an earlier try may have sent something; undefined = provably never. */
  sentAt: number | undefined
  /** Provably nobody has begun with this effect before; a job that the agenda put back cannot know. */
  untried: boolean
  /** Whether the job is still this replica's; one frozen past its lease has lost it. */
  isOurs(): Promise<boolean>
  /** To be called just before sending: fails when the job belongs to another replica by now. */
  beforeSend(): Promise<void>
  /** Forgets `beforeSend`: this try provably had no effect. What an earlier one may have sent is kept in mind. */
  notSent(): Promise<void>
  /** Remembers for later tries that something may have been sent at `at` (ms since the epoch). */
  assumeSent(at: number): Promise<void>
}

/** What is known of the effects that are put on a queue. Without it: somebody may have begun with them. */
export type Known =
  | { untried: true; afterMs?: number }
  /** May have been sent at `sentAt` (ms since the epoch). */
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
