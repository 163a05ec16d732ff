import { runTimerFaults } from './kill/timer-faults.ts'
import { type BenchResult, result } from './result.ts'

const seed = 20_250_121
const points = 200
const incidents = 50
/** A bot's boot, its lease, and Redis' restart in one unlucky row. */
const worstGapMs = 30_000

/** Bots and Redis killed and frozen at seeded moments while fifty incidents ask for their updates. */
export async function benchKillTimers(): Promise<BenchResult[]> {
  const r = await runTimerFaults({ seed, points, incidents })
  for (const line of [...r.lost, ...r.repeated]) process.stderr.write(`${line}\n`)
  const told = Object.entries(r.faults)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ')
  const none = (name: string, count: number) => result(`kill-timers: ${name}`, 'of all', count, 1, 0, [])
  return [
    result(`kill-timers: 200 faults wanted (${told})`, 'count', 200, points, 1, []),
    none(`lost, of ${r.due} that came due`, r.lost.length),
    // A replica frozen past its lease may repeat one, once.
    result('kill-timers: repeated, against freezes', 'count', r.repeated.length, r.faults.frozen, 1, []),
    none('repeated by a kill', r.unexplained.length),
    none('repeated more than once', r.repeated.filter(x => !x.endsWith('×2')).length),
    result('kill-timers: longest gap between reminders', 'ms', r.longestGapMs, worstGapMs, 1, []),
    result('kill-timers: seconds', 's', r.seconds, 480, 1, []),
  ]
}
