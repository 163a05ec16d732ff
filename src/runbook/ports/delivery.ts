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
  /** Whether the job is still this replica's; one frozen past its lease has lost it. */
  isOurs(): Promise<boolean>
  /** To be called just before sending: fails when the job belongs to another replica by now. */
  beforeSend(): Promise<void>
  /** Forgets `beforeSend`: the try provably had no effect. */
  notSent(): Promise<void>
}

/** Queues that carry effects out: at least once, in the background, by any replica. */
export interface Delivery {
  /** Does nothing while an effect of that id is queued or under way. */
  enqueue(incident: string, effects: Effect[]): Promise<void>
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
