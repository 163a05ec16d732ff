import { expect, test } from 'vitest'
import { judge, runKills } from '../../bench/kill/kills.ts'

const limitMs = 180_000

test(
  'ten seeded kills and freezes of two bots: no write twice, no approval lost, every outcome told',
  async () => {
    // Restarts, two approvers and a script; a message to customers that is cut off takes minutes, in the benchmark.
    const { executions, killed, frozen } = await runKills({ seed: 1, points: 10, replicas: 2, pairs: 4 })
    const { doubled, lost, untold, wrong } = judge(executions)
    expect(killed + frozen).toBe(10)
    expect(executions.length).toBeGreaterThan(10)
    expect({ doubled, lost, untold, wrong }).toEqual({ doubled: [], lost: [], untold: [], wrong: [] })
  },
  limitMs,
)
