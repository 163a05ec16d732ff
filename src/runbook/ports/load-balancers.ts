export type TargetGroupRef = { region: string; targetGroup: string }
export type Target = {
  id: string
  port: number | undefined
  /** healthy, unhealthy, initial, draining, unused, unavailable. */
  state: string
  /** AWS' own words for why it is not healthy. */
  why?: string
}

/** Load balancers, as far as probes read them. Throws the faults of faults.ts. */
export interface LoadBalancers {
  targetHealth(ref: TargetGroupRef, signal?: AbortSignal): Promise<Target[]>
}
