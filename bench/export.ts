import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { UnknownEvent } from '../src/incident/events.ts'
import { replay } from '../src/incident/evolve.ts'
import { postMortem, reportJson } from '../src/report/index.ts'
import { type BenchResult, median, result } from './result.ts'

const howMany = 10_000
const rounds = 5
const mostStallMs = 20

/** 10,000 events to Markdown and JSON, against reading their lines and writing them out again. */
export async function benchExport(): Promise<BenchResult[]> {
  const lines = makeLines()
  const read = () => lines.map(l => JSON.parse(l) as UnknownEvent)
  const incident = replay(read())
  if (incident === undefined) throw new Error('no incident')
  const floor = () => JSON.stringify(read())
  const names = { U0MAYA: 'maya', U0LEE: 'lee' }
  const breathe = () => new Promise<void>(resolve => setImmediate(resolve))
  const ours = async () => {
    const events = read()
    await write(events)
  }
  const write = async (events: UnknownEvent[]) => {
    await postMortem({ incident, events, chat: [], names }, breathe)
    await reportJson(incident, events, [], breathe)
  }
  // Once each before anything is measured, so that both are compiled.
  for (let n = 0; n < 3; n++) {
    floor()
    await ours()
  }
  const ratios: number[] = []
  const mine: number[] = []
  const plain: number[] = []
  const stalls: number[] = []
  for (let n = 0; n < rounds; n++) {
    plain.push(await timed(async () => floor()))
    mine.push(await timed(ours))
    const idle = await stallOf(() => new Promise(resolve => setTimeout(resolve, 500)))
    const events = read()
    await breathe()
    stalls.push((await stallOf(() => write(events))) - idle)
    ratios.push((mine[n] ?? 0) / (plain[n] ?? 1))
  }
  return [
    result('export: 10,000 events to Markdown and JSON', 'ms', median(mine), median(plain), 2, ratios),
    result(
      'export: event-loop stall above idle',
      'ms',
      median(stalls),
      mostStallMs,
      1,
      stalls.map(s => s / mostStallMs),
    ),
  ]
}

/** A long night: updates, probes, escalations and notes, ten thousand of them. */
function makeLines(): string[] {
  const log = readFileSync('test/fixtures/timelines/p1-api-down.v1.jsonl', 'utf8').trim().split('\n')
  const events = log.map(l => JSON.parse((JSON.parse(l) as { bytes: string }).bytes) as UnknownEvent)
  const [first, ...rest] = events
  const story = rest.filter(e => !/^(incident|surface|effect|report)/.test(e.type))
  return Array.from({ length: howMany }, (_, n) => {
    const e = n === 0 ? first : story[n % story.length]
    return JSON.stringify({ ...e, seq: n + 1, at: (first?.at ?? 0) + n * 1000 })
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function stallOf(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  await work()
  delays.disable()
  return delays.max / 1e6
}
