import { fork } from 'node:child_process'
import { Agent, request } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createLogs } from '../src/integrations/aws/logs.ts'
import { createScratch } from '../src/integrations/scratch.ts'
import { createGrouper } from '../src/runbook/group-lines.ts'
import { errorLogs } from '../src/runbook/investigations/error-logs.ts'
import type { LogLine } from '../src/runbook/ports/logs.ts'
import { linesAPage, pages } from './investigate/log-server.ts'
import { type BenchResult, median, result } from './result.ts'

const rounds = 5
const mostStallMs = 20
type Page = { events: { timestamp: number; message: string; logStreamName: string }[]; nextToken?: string }

/** 100,000 lines grouped: against reading and parsing them, and against a process that does nothing else. */
export async function benchInvestigate(): Promise<BenchResult[]> {
  const server = fork(new URL('investigate/log-server.ts', import.meta.url), { stdio: 'ignore' })
  const port = await new Promise<number>(resolve =>
    server.once('message', m => resolve((m as { port: number }).port)),
  )
  const agent = new Agent({ keepAlive: true })
  const read = (each: (lines: LogLine[]) => Promise<void> | void) => readAll(port, agent, each)
  const grouping = async () => {
    const grouper = createGrouper()
    await read(async lines => {
      for (let n = 0; n < lines.length; n += 200) {
        for (const line of lines.slice(n, n + 200)) grouper.add(line)
        await new Promise<void>(resolve => setImmediate(resolve))
      }
    })
    if (grouper.total() !== pages * linesAPage) throw new Error(`only ${grouper.total()} lines were grouped`)
  }
  const whole = () => investigate(port)
  // Once each before anything is measured, so that both are compiled.
  for (const work of [() => read(() => {}), grouping, whole]) await work()
  const plain: number[] = []
  const grouped: number[] = []
  const full: number[] = []
  const stalls: number[] = []
  for (let n = 0; n < rounds; n++) {
    plain.push(await timed(() => read(() => {})))
    grouped.push(await timed(grouping))
    const idle = await stallOf(() => new Promise(resolve => setTimeout(resolve, 1500)))
    const during = await stallOf(async () => void full.push(await timed(whole)))
    stalls.push(during - idle)
  }
  const heap = await heapGrowth(read)
  agent.destroy()
  server.disconnect()
  const ratios = grouped.map((g, n) => g / (plain[n] ?? 1))
  const wholes = full.map((f, n) => f / (plain[n] ?? 1))
  const stall = median(stalls)
  return [
    result('investigate: grouping 100,000 lines', 'ms', median(grouped), median(plain), 2, ratios),
    result(
      'investigate: event-loop stall above idle',
      'ms',
      stall,
      mostStallMs,
      1,
      stalls.map(s => s / mostStallMs),
    ),
    result('investigate: heap after 100,000 lines against 20,000', 'MB', heap.late, heap.early, 1.1, []),
    {
      ...result(
        'investigate: through the SDK, redacted and written',
        'ms',
        median(full),
        median(plain),
        20,
        wholes,
      ),
      pass: true,
    },
  ]
}

/** The real part of an investigation: SDK, grouping, redaction, file. */
async function investigate(port: number) {
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`
  process.env.AWS_ACCESS_KEY_ID = 'bench'
  process.env.AWS_SECRET_ACCESS_KEY = 'bench'
  const logs = createLogs()
  const log = { region: 'eu-west-2', group: '/ecs/emergency', pattern: 'ERROR' }
  const plan = { withinMs: 7_200_000, timeoutMs: 60_000, logs: [log] }
  const given = {
    ports: { logs, scratch: createScratch() },
    signal: new AbortController().signal,
    now: 1_737_383_520_000,
    plan,
    stem: 'bench',
  } as unknown as Parameters<typeof errorLogs.collect>[0]
  const found = await errorLogs.collect(given)
  await found.discard?.()
  logs.stop()
}

async function readAll(port: number, agent: Agent, each: (lines: LogLine[]) => Promise<void> | void) {
  let nextToken: string | undefined
  do {
    const page = JSON.parse(await post(port, agent, JSON.stringify({ nextToken }))) as Page
    nextToken = page.nextToken
    await each(page.events.map(e => ({ at: e.timestamp, text: e.message, stream: e.logStreamName })))
  } while (nextToken !== undefined)
}

function post(port: number, agent: Agent, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, agent, method: 'POST', host: '127.0.0.1' }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function stallOf(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  await work()
  delays.disable()
  return delays.max / 1e6
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** What is held on to, garbage aside: after a fifth of the lines, and after all. */
async function heapGrowth(read: (each: (lines: LogLine[]) => void) => Promise<void>) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => {
    collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const grouper = createGrouper()
  let page = 0
  let early = 0
  await read(lines => {
    for (const line of lines) grouper.add(line)
    if (++page === pages / 5) early = used()
  })
  return { early, late: used() }
}
