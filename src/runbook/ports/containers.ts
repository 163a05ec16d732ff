export type ServiceRef = { region: string; cluster: string; service: string }
export type Deployment = {
  id: string
  /** PRIMARY, ACTIVE, INACTIVE. */
  status: string
  /** COMPLETED, IN_PROGRESS, FAILED; undefined where the deployment controller does not tell. */
  rollout?: string
  rolloutReason?: string
  taskDefinition: string
  desired: number
  running: number
  failed: number
  /** Milliseconds since the epoch. */
  createdAt: number
}
export type ServiceState = {
  status: string
  desired: number
  running: number
  pending: number
  taskDefinition: string
  deployments: Deployment[]
}

/** A container platform. Reading retries; writing is sent once and throws `NotSent` only when provably not done. */
export interface Containers {
  describeService(ref: ServiceRef, signal?: AbortSignal): Promise<ServiceState>
  describeImage(ref: ServiceRef, taskDefinition: string, signal?: AbortSignal): Promise<string>
  forceNewDeployment(ref: ServiceRef, signal?: AbortSignal): Promise<{ deployment: string }>
  setDesiredCount(ref: ServiceRef, count: number, signal?: AbortSignal): Promise<{ desired: number }>
}
