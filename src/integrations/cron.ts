import { createTask } from 'node-cron'

/** Runs `work` each minute, never twice at once. Not for timers of incidents: those are in the agenda. */
export function createEveryMinute(work: () => Promise<void>) {
  const task = createTask('* * * * *', work, { noOverlap: true })
  return { start: () => task.start(), stop: () => task.destroy() }
}
