export type WorkloadRef = { namespace: string; deployment: string }
export type WorkloadState = {
  /** Rises with every change of the specification; `observed` is how far the cluster has got. */
  generation: number
  observed: number
  replicas: number
  updated: number
  ready: number
  /** Pods of all versions. */
  total: number
  image: string
  /** A paused deployment takes changes and rolls none of them out. */
  paused: boolean
  /** The request that restarted it last, where that was Pitcrew. */
  restartedBy?: string
}

/** Deployments of a Kubernetes cluster. Writing is sent once. */
export interface Workloads {
  describe(ref: WorkloadRef, signal: AbortSignal): Promise<WorkloadState>
  /** As `kubectl rollout restart`, marked with the request. */
  restart(
    ref: WorkloadRef,
    given: { request: string; at: number },
    signal: AbortSignal,
  ): Promise<{ generation: number }>
}
