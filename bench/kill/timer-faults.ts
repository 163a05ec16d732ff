import type { ChildProcess } from 'node:child_process'
import { Redis } from 'ioredis'
import { parse, stringify } from 'yaml'
import { type Stage, setStage } from '../../sandbox/drill/stage.ts'
import { createKeys } from '../../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../../src/integrations/redis/store.ts'
import { loadPlaybook } from '../../src/load-playbook.ts'
import { inward } from '../inward.ts'
import { openIncidents } from '../timers/open-incidents.ts'
import { seeded } from './random.ts'

type Options = { seed: number; points: number; incidents: number }
type Fault = 'one bot' | 'both bots' | 'between' | 'redis' | 'frozen'
export type TimerFaults = {
  faults: Record<Fault, number>
  /** Reminders that came due, and those of them that Slack never accepted. */
  due: number
  lost: string[]
  /** Accepted more than once, with how often. */
  repeated: string[]
  /** Those of them that no thawed bot can have sent. */
  unexplained: string[]
  /** The longest that one incident went without its next reminder, in ms. */
  longestGapMs: number
  seconds: number
}

const dieBetween = new URL('die-between.mjs', import.meta.url).href
const everyMs = 3000
const frozenMs = 5500
const settleMs = 13_000
/** A bot that was frozen sends what it had on its way within this, once it goes on. */
const thawMs = 3000
const faultsOf: [Fault, number][] = [
  ['one bot', 0.35],
  ['both bots', 0.45],
  ['between', 0.6],
  ['redis', 0.92],
  ['frozen', 1],
]
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
const isAlive = (bot: ChildProcess) => bot.exitCode === null && bot.signalCode === null

/** Nothing but reminders of updates, again and again: a new one of every incident each three seconds. */
function onlyReminders(source: string): string {
  const p = inward(parse(source)) as {
    escalation: object
    updates: object
    severities: Record<string, object>
  }
  p.escalation = { hold: '10m', repeat: { every: '1d', times: 0 }, levels: {} }
  p.updates = { lead: '1s', 'overdue-per-interval': 1, 'raise-after': 1000, 'raise-to': [], audiences: [] }
  p.severities.P2 = { ...p.severities.P2, 'update-every': `${everyMs / 1000}s` }
  return stringify(p)
}

/** Bots and Redis are killed, bots frozen past their lease, at seeded moments while reminders keep coming due. */
export async function runTimerFaults({ seed, points, incidents }: Options): Promise<TimerFaults> {
  const started = Date.now()
  const random = seeded(seed)
  const stage = await setStage(
    1,
    () => {},
    undefined,
    onlyReminders,
    () => ({ NODE_OPTIONS: `--import=${dieBetween}` }),
  )
  const faults: TimerFaults['faults'] = { 'one bot': 0, 'both bots': 0, between: 0, redis: 0, frozen: 0 }
  const thaws: number[] = []
  const client = new Redis(stage.redis.socket)
  client.on('error', () => {})
  try {
    const store = createIncidentStore(client, createKeys())
    const { policy } = loadPlaybook(stage.playbook)
    const channel = stage.slack.state.channelNamed('emergency-incidents')?.id ?? ''
    const declaredAt = Array.from({ length: incidents }, () => Date.now() + Math.floor(random() * everyMs))
    const ids = await openIncidents({ store, policy, declaredAt, channel })
    await pause(everyMs)
    for (let point = 0; point < points; point++) {
      const roll = random()
      const fault = faultsOf.find(([, upTo]) => roll < upTo)?.[0] ?? 'redis'
      faults[fault]++
      await strike(stage, fault, random())
      if (fault === 'frozen') thaws.push(Date.now())
      await pause(50 + random() * 250)
    }
    // Reminders go on for ever: the last look is at those that had time to be accepted.
    const until = Date.now()
    await pause(settleMs)
    return {
      ...(await compare(stage, store, { ids, until, thaws })),
      faults,
      seconds: Math.round((Date.now() - started) / 1000),
    }
  } finally {
    client.disconnect()
    await stage.stop()
  }
}

async function strike(stage: Stage, fault: Fault, roll: number): Promise<void> {
  const alive = stage.bots.filter(isAlive)
  const one = alive[Math.floor(roll * alive.length)]
  switch (fault) {
    case 'redis':
      await stage.redis.kill()
      await pause(roll * 300)
      return stage.redis.restart()
    case 'between': {
      if (one === undefined) return
      const gone = new Promise(resolve => one.once('exit', resolve))
      one.kill('SIGUSR2')
      await gone
      await stage.addBot()
      return
    }
    case 'frozen':
      one?.kill('SIGSTOP')
      await pause(frozenMs)
      one?.kill('SIGCONT')
      return
    default: {
      const hit = fault === 'one bot' ? [one] : alive
      for (const bot of hit) bot?.kill('SIGKILL')
      await Promise.all(hit.map(() => stage.addBot()))
    }
  }
}

type Store = ReturnType<typeof createIncidentStore>

type Run = { ids: string[]; until: number; thaws: number[] }

async function compare(stage: Stage, store: Store, { ids, until, thaws }: Run) {
  const posts = new Map<string, number[]>()
  for (const call of stage.slack.ledger.of('chat.postMessage').filter(c => c.ok)) {
    const effect = /"effect":"(INC-[^"]+)"/.exec(JSON.stringify(call.args.metadata).replaceAll('\\', ''))?.[1]
    if (effect !== undefined) posts.set(effect, [...(posts.get(effect) ?? []), call.at])
  }
  const lost: string[] = []
  let due = 0
  let longestGapMs = 0
  for (const id of ids) {
    const reminded = (await store.readEvents(id)).filter(e => e.type === 'update.reminded' && e.at < until)
    for (const [n, e] of reminded.entries()) {
      due++
      const effect = `${id}-e${e.seq}-remind-person-U0MAYA`
      if (!posts.has(effect)) lost.push(effect)
      longestGapMs = Math.max(longestGapMs, e.at - (reminded[n - 1]?.at ?? e.at))
    }
  }
  const name = ([effect, at]: [string, number[]]) => `${effect} ×${at.length}`
  const more = [...posts].filter(([, at]) => at.length > 1)
  const byThaw = (at: number[]) => at.some(t => thaws.some(thaw => t >= thaw - thawMs && t <= thaw + thawMs))
  const unexplained = more.filter(([, at]) => !byThaw(at))
  return { due, lost, repeated: more.map(name), unexplained: unexplained.map(name), longestGapMs }
}
