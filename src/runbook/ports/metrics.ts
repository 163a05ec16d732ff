import type { ServiceRef } from './containers.ts'

/** Per cent; `at`: the start of the period, milliseconds since the epoch. */
export type UsagePoint = { at: number; average: number; maximum: number }

/** What is measured of services. Throws the faults of faults.ts. */
export interface Metrics {
  /** Oldest first; empty where nothing was measured. */
  usage(
    ref: ServiceRef,
    wanted: { metric: 'cpu' | 'memory'; from: number; to: number; periodMs: number },
    signal?: AbortSignal,
  ): Promise<UsagePoint[]>
}
