/** One Kubernetes deployment: a restart replaces its pods one after the other. */
export function createWorkload({
  now,
  name,
  replicas,
  podMs,
}: {
  now: () => number
  name: string
  replicas: number
  podMs: number
}) {
  let generation = 3
  let restartedAt = now() - 86_400_000
  let paused = false
  let held = false
  let annotations: Record<string, string> = {}
  const updated = () => Math.min(replicas, Math.floor((now() - restartedAt) / podMs))
  return {
    name,
    replicas,
    generation: () => generation,
    annotations: () => annotations,
    updated: () => (held ? 0 : updated()),
    isPaused: () => paused,
    /** While it is paused changes are taken, and roll out once it goes on. */
    pause(given: boolean) {
      paused = given
      if (paused || !held) return
      held = false
      restartedAt = now()
    },
    restart(given: Record<string, string>) {
      annotations = { ...annotations, ...given }
      generation++
      if (paused) held = true
      else restartedAt = now()
    },
  }
}
export type Workload = ReturnType<typeof createWorkload>
