import { expect, test } from 'vitest'
import { runTimerFaults } from '../../bench/kill/timer-faults.ts'

const limitMs = 300_000

test(
  'ten seeded faults of bots and Redis: every reminder that came due is accepted, and once',
  async () => {
    const r = await runTimerFaults({ seed: 3, points: 10, incidents: 20 })
    expect(r.due).toBeGreaterThan(50)
    expect(r.lost).toEqual([])
    // A replica frozen past its lease may repeat one, once; a kill repeats none.
    expect(r.unexplained).toEqual([])
    expect(r.repeated.length).toBeLessThanOrEqual(r.faults.frozen)
  },
  limitMs,
)
