import { judge, type Kills, runKills } from './kill/kills.ts'
import type { Job } from './kill/playbook.ts'
import { type BenchResult, result } from './result.ts'

const seed = 20_250_120
const pointsEach = 52
const pairs = 10
const jobs: Job[] = ['restart', 'two approvers', 'script', 'customers']

/** Bots killed and frozen at seeded points of executions in ten incidents, alone and in twos. */
export async function benchKillActions(): Promise<BenchResult[]> {
  const runs: Kills[] = []
  for (const replicas of [1, 2] as const)
    runs.push(await runKills({ seed: seed + replicas, points: pointsEach, replicas, pairs }))
  const executions = runs.flatMap(r => r.executions)
  const { doubled, lost, untold, wrong, unknown } = judge(executions)
  const sum = (of: (r: Kills) => number) => runs.reduce((total, r) => total + of(r), 0)
  for (const e of [...doubled, ...lost, ...untold, ...wrong]) process.stderr.write(`${JSON.stringify(e)}\n`)
  const none = (name: string, count: number) => result(`kill-actions: ${name}`, 'of all', count, 1, 0, [])
  const atLeast = (name: string, count: number, least: number) =>
    result(`kill-actions: ${name}`, 'count', least, count, 1, [])
  return [
    atLeast(
      '100 points wanted; killed or frozen',
      sum(r => r.killed + r.frozen),
      100,
    ),
    atLeast('200 executions wanted; played', executions.length, 200),
    none(`doubled, of ${executions.length} executions (${sum(r => r.frozen)} freezes)`, doubled.length),
    none('approvals lost', lost.length),
    none('outcomes not told', untold.length),
    none('outcomes told wrongly', wrong.length),
    none('left unknown by everybody who could be asked', unknown.length),
    none(
      'locks left',
      sum(r => r.locked.length),
    ),
    ...jobs.map(job =>
      atLeast(`executions of ${job}; played`, executions.filter(e => e.job === job).length, 10),
    ),
    result(
      'kill-actions: seconds',
      's',
      sum(r => r.seconds),
      1500,
      1,
      [],
    ),
  ]
}
