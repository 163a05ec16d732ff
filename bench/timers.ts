import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { parse, stringify } from 'yaml'
import { type Stage, setStage } from '../sandbox/drill/stage.ts'
import { startRedis } from '../sandbox/embedded/redis.ts'
import { createKeys } from '../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../src/integrations/redis/store.ts'
import { loadPlaybook } from '../src/load-playbook.ts'
import { inward } from './inward.ts'
import { type BenchResult, median, percentile, result } from './result.ts'
import { measureOneEvent } from './timers/one-event.ts'
import { openIncidents } from './timers/open-incidents.ts'

const spreadMs = 10_000
const intents = 10_000
const pings = 3000
const leaseMs = 5000
/** Time to write the incidents before the first timer is due. */
const leadMs = 30_000
const pingLeadMs = 18_000
const secondMs = 1000
/** Update reminders come this long after the declare: a timer with one message, and nothing else. */
const reminderAfterMs = 9 * 60_000
const levelAfterMs = 60_000

/** Due → intent, due → accepted by Slack, crashes of a replica and of Redis, and what it costs in memory. */
export async function benchTimers(): Promise<BenchResult[]> {
  return [...(await measureIntents()), ...(await measurePings())]
}

/** Only the timers that are measured: one level without anybody to tell, one reminder. */
function benchPlaybook(source: string, level: boolean): string {
  const p = inward(parse(source)) as {
    escalation: object
    severities: Record<string, object>
    afterwards?: object
  }
  p.escalation = {
    hold: '10m',
    repeat: { every: '1d', times: 0 },
    levels: level ? { P2: [{ after: '60s', roles: ['primary-oncall'] }] } : {},
  }
  p.severities.P2 = { ...p.severities.P2, 'update-every': level ? '1d' : '10m' }
  return stringify(p)
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, Math.max(0, ms)))
const replica = new URL('timers/replica.ts', import.meta.url)
const bareJobs = new URL('timers/bare-jobs.ts', import.meta.url)

async function startChild(file: URL, args: string[]): Promise<ChildProcess> {
  const child = fork(fileURLToPath(file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`${file.pathname} ended with ${code}`)))
  })
  return child
}

const dueTimes = (count: number, from: number) =>
  Array.from({ length: count }, (_, n) => from + Math.floor((n / count) * spreadMs))
/** Ours and bare BullMQ, in turn: our median against its best run, for now and then it is slow by itself. */
const pairsOfRuns = 3
/** Not counted: a process that has just started compiles its code while it works. */
const warmUp = 1500
const warmUpMs = 5000
const restMs = 4000
/** The warm-up's times, at the same rate, and a rest before the others. */
const withWarmUp = (due: number[]) => [
  ...Array.from({ length: warmUp }, (_, n) => (due[0] ?? 0) - warmUpMs - restMs + (n / warmUp) * warmUpMs),
  ...due,
]

async function measureIntents(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pitcrew-bench-'))
  const redis = await startRedis()
  const client = new Redis(redis.socket)
  const prefix = '{bench}'
  try {
    const playbookFile = join(folder, 'playbook.yml')
    writeFileSync(playbookFile, benchPlaybook(readFileSync('playbook.yml', 'utf8'), true))
    const { policy, source } = loadPlaybook(playbookFile)
    const store = createIncidentStore(client, createKeys(prefix))
    await store.savePlaybook(policy.hash, source)
    const due = dueTimes(intents, Date.now() + leadMs)
    const ids = await openIncidents({ store, policy, declaredAt: due.map(d => d - levelAfterMs) })
    const agendaBytes =
      Number(await client.memory('USAGE', createKeys(prefix).agenda, 'SAMPLES', 0)) / ids.length
    const oneEvent = await measureOneEvent(policy)
    const replicas = await Promise.all(
      [0, 1].map(() => startChild(replica, [redis.socket, playbookFile, prefix])),
    )
    await pause((due.at(-1) ?? 0) - Date.now() + 3000)
    const done = (
      await Promise.all(
        replicas.map(
          r =>
            new Promise<[string, string, number][]>(resolve => {
              r.once('message', m => resolve(m as [string, string, number][]))
              r.send('stop')
            }),
        ),
      )
    ).flat()
    const at = new Map<string, number[]>()
    for (const [id, , when] of done) at.set(id, [...(at.get(id) ?? []), when])
    const late = ids.flatMap((id, n) => (at.get(id) ?? []).slice(0, 1).map(t => t - (due[n] ?? 0)))
    const lost = ids.filter(id => !at.has(id)).length
    const repeated = [...at.values()].filter(t => t.length > 1).length
    return [
      result('timers: due → intent p99 (10,000 in 10 s)', 'ms', percentile(late, 0.99), 25, 1, []),
      result('timers: due → intent p50', 'ms', percentile(late, 0.5), 25, 1, []),
      result('timers: intents lost', 'of 10,000', lost, 1, 0, []),
      result('timers: intents repeated', 'of 10,000', repeated, 1, 0, []),
      result('timers: Redis for the schedule of an incident', 'bytes', agendaBytes, 1024, 1, []),
      result('timers: Redis for an incident of one event', 'bytes', oneEvent, 1536, 1, []),
    ]
  } finally {
    client.disconnect()
    await redis.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Accepted = { late: number[]; lost: number; repeated: number }

async function measurePings(): Promise<BenchResult[]> {
  const pairs: { calm: Accepted; floor: number[] }[] = []
  for (let n = 0; n < pairsOfRuns; n++)
    pairs.push({ calm: await runPings(async () => {}), floor: (await runBare()).late })
  const all = (of: (pair: (typeof pairs)[number]) => number) => pairs.map(of)
  const ours = (share: number) => all(p => percentile(p.calm.late, share))
  const bare = (share: number) => all(p => percentile(p.floor, share))
  const killed = await runPings(async stage => void stage.bots[0]?.kill('SIGKILL'))
  const restarted = await runPings(async stage => {
    await stage.redis.kill()
    await pause(500)
    await stage.redis.restart()
  })
  const none = (name: string, count: number) => result(`timers: ${name}`, `of ${pings}`, count, 1, 0, [])
  const against = (name: string, runs: number[], floor: number, goal: number) =>
    result(
      name,
      'ms',
      median(runs),
      floor,
      goal,
      runs.map(ms => ms / floor),
    )
  return [
    against('timers: due → accepted p99 (3,000 in 10 s)', ours(0.99), 50, 1),
    against('timers: due → accepted p99 against bare BullMQ', ours(0.99), Math.min(...bare(0.99)), 2),
    against('timers: due → accepted p50 against bare BullMQ', ours(0.5), Math.min(...bare(0.5)), 2),
    none('pings lost', Math.max(...all(p => p.calm.lost))),
    none('pings repeated', Math.max(...all(p => p.calm.repeated))),
    result('timers: a replica killed, worst', 'ms', Math.max(...killed.late), leaseMs + secondMs, 1, []),
    none('a replica killed, lost', killed.lost),
    none('a replica killed, repeated', killed.repeated),
    none('Redis killed and restarted, lost', restarted.lost),
    none('Redis killed and restarted, repeated', restarted.repeated),
    result(
      'timers: Redis killed and restarted, worst',
      'ms',
      Math.max(...restarted.late),
      20 * secondMs,
      1,
      [],
    ),
  ]
}

async function runPings(inTheMiddle: (stage: Stage) => Promise<void>): Promise<Accepted> {
  const stage = await setStage(
    1,
    () => {},
    undefined,
    source => benchPlaybook(source, false),
  )
  const client = new Redis(stage.redis.socket)
  client.on('error', () => {})
  try {
    const { policy } = loadPlaybook(stage.playbook)
    const store = createIncidentStore(client, createKeys())
    const channel = stage.slack.state.channelNamed('emergency-incidents')?.id ?? ''
    const due = dueTimes(pings, Date.now() + pingLeadMs)
    const declaredAt = withWarmUp(due).map(d => Math.round(d) - reminderAfterMs)
    const ids = (await openIncidents({ store, policy, declaredAt, channel })).slice(warmUp)
    await pause((due[0] ?? 0) + spreadMs / 2 - Date.now())
    await inTheMiddle(stage)
    const posts = () => stage.slack.ledger.of('chat.postMessage').filter(c => c.ok)
    const until = (due.at(-1) ?? 0) + 40_000
    while (posts().length < pings + warmUp && Date.now() < until) await pause(200)
    // Anything that comes twice comes within a lease of the last one.
    await pause(leaseMs + 2 * secondMs)
    const at = new Map<string, number[]>()
    for (const call of posts()) {
      const id = /INC-\d+-\d+-\d+/.exec(JSON.stringify(call.args.metadata))?.[0] ?? ''
      at.set(id, [...(at.get(id) ?? []), call.at])
    }
    return {
      late: ids.flatMap((id, n) => (at.get(id) ?? []).slice(0, 1).map(t => t - (due[n] ?? 0))),
      lost: ids.filter(id => !at.has(id)).length,
      repeated: [...at.values()].filter(t => t.length > 1).length,
    }
  } finally {
    client.disconnect()
    await stage.stop()
  }
}

async function runBare(): Promise<{ late: number[] }> {
  const stage = await setStage(
    1,
    () => {},
    undefined,
    source => benchPlaybook(source, false),
  )
  const client = new Redis(stage.redis.socket, { maxRetriesPerRequest: null })
  const prefix = '{bare}'
  try {
    const args = [stage.redis.socket, prefix, stage.slack.botToken, stage.slack.apiUrl]
    const workers = await Promise.all([0, 1].map(() => startChild(bareJobs, args)))
    const channel = stage.slack.state.channelNamed('emergency-incidents')?.id ?? ''
    const queue = new Queue('bare', { connection: client, prefix, skipVersionCheck: true })
    const due = dueTimes(pings, Date.now() + pingLeadMs)
    const all = withWarmUp(due)
    await queue.addBulk(
      all.map((d, n) => ({
        name: 'bare',
        data: { n, channel },
        opts: { delay: d - Date.now(), removeOnComplete: true },
      })),
    )
    await pause((due.at(-1) ?? 0) - Date.now() + 5000)
    for (const w of workers) w.send('stop')
    await queue.close()
    const late = stage.slack.ledger
      .of('chat.postMessage')
      .filter(c => c.ok)
      .map(c => ({ at: c.at, n: Number(/bare (\d+)/.exec(String(c.args.text))?.[1]) }))
      .filter(c => c.n >= warmUp)
      .map(c => c.at - (all[c.n] ?? 0))
    return { late }
  } finally {
    client.disconnect()
    await stage.stop()
  }
}
