import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { createEndpoints } from '../src/integrations/http/endpoints.ts'
import { runProbes } from '../src/runbook/run-probes.ts'
import { type BenchResult, median, result } from './result.ts'

const slowMs = 200
const hangMs = 1000
const run = promisify(execFile)

/** Eight probes of 200 ms, against a shell script that asks one after the other as the seed's does. */
export async function benchDiagnose(): Promise<BenchResult[]> {
  const server = createServer((_, response) => void setTimeout(() => response.end('{}'), slowMs))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`
  const plans = Array.from({ length: 8 }, (_, n) => ({
    key: `p${n}`,
    kind: 'http-endpoint',
    title: `p${n}`,
    params: { url },
    timeoutMs: 3000,
  }))
  const ports = { endpoints: createEndpoints() }
  const ours: number[] = []
  for (let n = 0; n < 7; n++) ours.push(await timed(() => runProbes(plans, ports, 0, () => {})))
  const script = `for i in 1 2 3 4 5 6 7 8; do curl -s -o /dev/null ${url}; done`
  const shell = await timed(() => run('bash', ['-c', script]))
  const hanging = await timedHang(url)
  server.closeAllConnections()
  server.close()
  const mine = median(ours)
  return [
    result('diagnose: against the script', 'ms', mine, shell, 1 / 6, [mine / shell]),
    result('diagnose: 20 probes, one hangs, against its timeout + 100 ms', 'ms', hanging, hangMs + 100, 1, [
      hanging / (hangMs + 100),
    ]),
    result('diagnose: against the slowest probe + 40 ms', 'ms', mine, slowMs + 40, 1, [mine / (slowMs + 40)]),
  ]
}

/** Nineteen that answer and one that never does. */
async function timedHang(url: string): Promise<number> {
  const deaf = createServer(() => {})
  await new Promise<void>(resolve => deaf.listen(0, '127.0.0.1', resolve))
  const never = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`
  const plans = Array.from({ length: 20 }, (_, n) => ({
    key: `p${n}`,
    kind: n % 2 === 0 ? 'http-endpoint' : 'external-dependency',
    title: `p${n}`,
    params: { url: n === 7 ? never : url },
    timeoutMs: hangMs,
  }))
  const took: number[] = []
  for (let n = 0; n < 5; n++)
    took.push(await timed(() => runProbes(plans, { endpoints: createEndpoints() }, 0, () => {})))
  deaf.closeAllConnections()
  deaf.close()
  return median(took)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
