import {
  ApiException,
  AppsV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1Deployment,
} from '@kubernetes/client-node'
import { z } from 'zod'
import { Ambiguous, NotSent, type Why } from '../../runbook/ports/faults.ts'
import type { WorkloadRef, WorkloadState, Workloads } from '../../runbook/ports/workloads.ts'

const restartedAt = 'kubectl.kubernetes.io/restartedAt'
const restartedBy = 'pitcrew.dev/restarted-by'
const count = z.number().int().min(0).default(0)
const schema = z.object({
  metadata: z.object({ generation: z.number() }),
  spec: z.object({
    replicas: z.number().default(1),
    paused: z.boolean().default(false),
    template: z.object({
      metadata: z.object({ annotations: z.record(z.string(), z.string()).optional() }).optional(),
      spec: z.object({ containers: z.array(z.object({ image: z.string().optional() })) }).optional(),
    }),
  }),
  status: z
    .object({ observedGeneration: count, updatedReplicas: count, readyReplicas: count, replicas: count })
    .default({ observedGeneration: 0, updatedReplicas: 0, readyReplicas: 0, replicas: 0 }),
})

/** Deployments through the official client, by a kubeconfig file that is read when first needed. */
export function createWorkloads(kubeconfig: string): Workloads {
  let api: AppsV1Api | undefined
  function connect(): AppsV1Api {
    if (api !== undefined) return api
    try {
      const config = new KubeConfig()
      config.loadFromFile(kubeconfig)
      api = config.makeApiClient(AppsV1Api)
      return api
    } catch (cause) {
      throw new NotSent(
        'kubeconfig',
        `KUBECONFIG cannot be used: ${(cause as Error).message.split('\n')[0]}`,
        { cause },
      )
    }
  }
  return {
    async describe({ deployment: name, namespace }, signal) {
      const apps = connect()
      try {
        return toState(await within(signal, apps.readNamespacedDeployment({ name, namespace })))
      } catch (error) {
        throw translate(error, { name, namespace, verb: 'get' }, signal.aborted)
      }
    },
    async restart({ deployment: name, namespace }, { request, at }, signal) {
      const apps = connect()
      const annotations = { [restartedAt]: new Date(at).toISOString(), [restartedBy]: request }
      const body = { spec: { template: { metadata: { annotations } } } }
      const options = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch)
      try {
        const after = await within(signal, apps.patchNamespacedDeployment({ name, namespace, body }, options))
        return { generation: toState(after).generation }
      } catch (error) {
        throw translate(error, { name, namespace, verb: 'patch' }, signal.aborted)
      }
    },
  }
}

/** The client takes no signal; what comes too late is not waited for. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error('given up on'))
    if (signal.aborted) return late()
    signal.addEventListener('abort', late, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late))
  })
}

function toState(given: V1Deployment): WorkloadState {
  const { metadata, spec, status } = schema.parse(given)
  const by = spec.template.metadata?.annotations?.[restartedBy]
  return {
    generation: metadata.generation,
    observed: status.observedGeneration,
    replicas: spec.replicas,
    updated: status.updatedReplicas,
    ready: status.readyReplicas,
    total: status.replicas,
    paused: spec.paused,
    image: spec.template.spec?.containers[0]?.image ?? 'unknown',
    ...(by === undefined ? {} : { restartedBy: by }),
  }
}

type Asked = WorkloadRefWords & { verb: 'get' | 'patch' }
type WorkloadRefWords = { name: string; namespace: WorkloadRef['namespace'] }
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function translate(error: unknown, { name, namespace, verb }: Asked, late: boolean): Error {
  const cause = error as Error
  const what = `deployment ${name} in ${namespace}`
  if (error instanceof ApiException) {
    const status = error.code
    if (status === 401)
      return new NotSent('401', 'Kubernetes does not accept the credentials of KUBECONFIG', {
        cause,
        why: 'denied',
      })
    if (status === 403)
      return new NotSent(
        '403',
        `Kubernetes denied it: the role lacks “${verb}” on deployments in ${namespace}`,
        { cause, why: 'denied' },
      )
    if (status === 404) return new NotSent('404', `Kubernetes knows no ${what}`, { cause })
    if (status >= 400 && status < 500)
      return new NotSent(String(status), `Kubernetes refused it (HTTP ${status})`, { cause })
    if (verb === 'get')
      return new NotSent(String(status), `Kubernetes answered with HTTP ${status}`, {
        cause,
        retryable: true,
      })
    return new Ambiguous(`Kubernetes answered with HTTP ${status}; whether ${what} restarts is not known`, {
      cause,
    })
  }
  const code = codeOf(error)
  if (code !== undefined && unreached.has(code))
    return new NotSent(code, `Kubernetes could not be reached (${code})`, {
      cause,
      why: 'refused',
      retryable: true,
    })
  const [why, words] = reason(cause, code, late)
  if (verb === 'get') return new NotSent(code ?? why, `Kubernetes ${words}`, { cause, why, retryable: true })
  return new Ambiguous(`Kubernetes ${words}; whether ${what} restarts is not known`, { cause })
}

function reason(error: Error, code: string | undefined, late: boolean): [Why, string] {
  if (late) return ['timeout', 'did not answer in time']
  if (error instanceof z.ZodError) return ['malformed', 'answered something unexpected']
  if (code !== undefined) return ['refused', `dropped the connection (${code})`]
  return ['fault', `could not be asked: ${error.message.split('\n')[0]}`]
}

function codeOf(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code } = e as NodeJS.ErrnoException
    if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return code
  }
  return undefined
}
