import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Workload } from '../world/workload.ts'
import type { World } from '../world/world.ts'

const namespace = 'default'
type KubernetesFault = 'drop-before' | 'drop-after' | 'denied' | 'error-500'

/** As much of the API of a cluster as one deployment needs; and a kubeconfig that leads here. */
export async function startKubernetes(world: World) {
  const patches: unknown[] = []
  const faults: { method: string; fault: KubernetesFault; times: number }[] = []
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const method = request.method ?? ''
    const planned = faults.find(f => f.method === method && f.times > 0)
    if (planned !== undefined) planned.times--
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const refuse = (code: number, reason: string) =>
      send(code, { kind: 'Status', status: 'Failure', reason, code })
    if (planned?.fault === 'drop-before') return void request.socket.destroy()
    if (planned?.fault === 'denied') return refuse(403, 'Forbidden')
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${world.pooler.name}`
    if ((request.url ?? '').split('?')[0] !== path) return refuse(404, 'NotFound')
    if (method === 'PATCH') {
      const patch = JSON.parse(Buffer.concat(chunks).toString()) as Patch
      patches.push(patch)
      world.pooler.restart(patch.spec?.template?.metadata?.annotations ?? {})
    }
    if (planned?.fault === 'drop-after') return void request.socket.destroy()
    if (planned?.fault === 'error-500') return refuse(500, 'InternalError')
    send(200, describe(world.pooler))
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const server = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const folder = mkdtempSync(join(tmpdir(), 'pitcrew-kube-'))
  const kubeconfig = join(folder, 'config')
  writeFileSync(kubeconfig, configFor(server))
  return {
    kubeconfig,
    patches,
    plan: (method: 'GET' | 'PATCH', fault: KubernetesFault, times = 1) =>
      void faults.push({ method, fault, times }),
    async stop() {
      rmSync(folder, { recursive: true, force: true })
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

type Patch = { spec?: { template?: { metadata?: { annotations?: Record<string, string> } } } }

function describe(w: Workload): object {
  const updated = w.updated()
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: w.name, namespace, generation: w.generation() },
    spec: {
      replicas: w.replicas,
      ...(w.isPaused() ? { paused: true } : {}),
      selector: { matchLabels: { app: w.name } },
      template: {
        metadata: { annotations: w.annotations() },
        spec: { containers: [{ name: w.name, image: 'registry.example/pgbouncer:1.24' }] },
      },
    },
    status: {
      observedGeneration: w.generation(),
      updatedReplicas: updated,
      readyReplicas: w.replicas,
      replicas: updated < w.replicas ? w.replicas + 1 : w.replicas,
    },
  }
}

function configFor(server: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'sandbox',
    contexts: [{ name: 'sandbox', context: { cluster: 'sandbox', user: 'sandbox' } }],
    clusters: [{ name: 'sandbox', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'sandbox', user: { token: 'sandbox' } }],
  })
}
