import type { FaultName } from './breakages.ts'

type Pain = { fault: FaultName; from: number; to: number }
type Metric = 'CPUUtilization' | 'MemoryUtilization'
export type Point = { at: number; average: number; maximum: number }

const calm: Record<Metric, number> = { CPUUtilization: 34, MemoryUtilization: 48 }
/** How a fault shows, in per cent. */
const shows: Partial<Record<FaultName, Record<Metric, number>>> = {
  'api-down': { CPUUtilization: 8, MemoryUtilization: 93 },
  overload: { CPUUtilization: 94, MemoryUtilization: 71 },
  'bad-deploy': { CPUUtilization: 22, MemoryUtilization: 50 },
  'slow-queries': { CPUUtilization: 77, MemoryUtilization: 66 },
}

/** CPU and memory of the main region's service, worked out from what hurt when. */
export function createMetrics(pains: () => Pain[]) {
  return {
    isKnown: (name: string): name is Metric => Object.hasOwn(calm, name),
    /** One point a period; a period that a fault has touched shows it in its maximum. */
    points(name: Metric, from: number, to: number, periodMs: number): Point[] {
      const hurt = pains()
      const first = Math.floor(from / periodMs) * periodMs
      const points: Point[] = []
      for (let at = first; at < to; at += periodMs) {
        const wave = 3 * Math.sin(at / 1_100_000) + 1.5 * Math.sin(at / 310_000)
        const quiet = calm[name] + wave
        const end = Math.min(at + periodMs, to)
        const hit = hurt.find(p => p.from < end && p.to > at)
        const level = hit === undefined ? undefined : shows[hit.fault]?.[name]
        const share = hit === undefined ? 0 : (Math.min(end, hit.to) - Math.max(at, hit.from)) / (end - at)
        const average = level === undefined ? quiet : quiet + (level - quiet) * share
        const peak = level === undefined ? quiet : Math.max(level, quiet)
        points.push({ at, average: round(average), maximum: round(Math.min(100, peak + 4)) })
      }
      return points
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>

const round = (n: number) => Math.round(n * 10) / 10
