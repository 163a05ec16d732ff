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
  /** What deploys it: ECS itself, CODE_DEPLOY or EXTERNAL. */
  controller: string
  /** REPLICA, or DAEMON: one task on each instance. */
  scheduling: string
  deployments: Deployment[]
  /** What the platform says of it, newest first. */
  events: { at: number; text: string }[]
}

/** `status`: SUCCESSFUL, IN_PROGRESS, STOPPED, ROLLBACK_SUCCESSFUL and so on. `at`: milliseconds since the epoch. */
export type PastDeployment = { taskDefinition: string; status: string; at: number }

/** `registeredAt`: milliseconds since the epoch, where it is told. */
export type Revision = {
  image: string
  /** A revision that was deregistered cannot be run any more. */
  isActive: boolean
  registeredAt?: number
  /** Names of the environment, each with a digest of its value: enough to tell that it changed. */
  environment: Record<string, string>
}

/** A container platform. Reading retries; writing is sent once and throws `NotSent` only when provably not done. */
export interface Containers {
  describeService(ref: ServiceRef, signal?: AbortSignal): Promise<ServiceState>
  describeRevision(ref: ServiceRef, taskDefinition: string, signal?: AbortSignal): Promise<Revision>
  /** Revisions of the same family that can still be run, newest first: at most the hundred newest. */
  listRevisions(ref: ServiceRef, taskDefinition: string, signal?: AbortSignal): Promise<string[]>
  /** Deployments of the last 90 days, newest first: at most a hundred. */
  listDeployments(ref: ServiceRef, signal?: AbortSignal): Promise<PastDeployment[]>
  forceNewDeployment(ref: ServiceRef, signal?: AbortSignal): Promise<{ deployment: string }>
  setRevision(ref: ServiceRef, taskDefinition: string, signal?: AbortSignal): Promise<{ deployment: string }>
  setDesiredCount(ref: ServiceRef, count: number, signal?: AbortSignal): Promise<{ desired: number }>
}
