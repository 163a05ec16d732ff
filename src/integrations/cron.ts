import { schedule } from 'node-cron'

/** Runs `work` each minute, never twice at once. Not for timers of incidents: those are in the agenda. */
export function createEveryMinute(work: () => Promise<void>) {
  const task = schedule('* * * * *', work, { noOverlap: true, scheduled: false } as object)
  return { start: () => task.start(), stop: () => task.destroy() }
}
