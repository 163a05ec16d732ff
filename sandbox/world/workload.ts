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
  let annotations: Record<string, string> = {}
  const updated = () => Math.min(replicas, Math.floor((now() - restartedAt) / podMs))
  return {
    name,
    replicas,
    generation: () => generation,
    annotations: () => annotations,
    updated,
    restart(given: Record<string, string>) {
      annotations = { ...annotations, ...given }
      generation++
      restartedAt = now()
    },
  }
}
export type Workload = ReturnType<typeof createWorkload>
