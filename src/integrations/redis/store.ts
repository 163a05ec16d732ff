import type { Redis } from 'ioredis'
import type { StoredLine } from '../../incident/chain.ts'
import type { UnknownEvent } from '../../incident/events.ts'
import { replay } from '../../incident/evolve.ts'
import { type Incident, stateVersion } from '../../incident/state.ts'
import type { Append, Appended, IncidentStore } from '../../runbook/ports/incident-store.ts'
import type { Keys } from './keys.ts'
import { appendScript, claimDueScript, rescheduleScript } from './scripts.ts'

type Scripted = Redis & {
  pitcrewAppend(keys: number, ...args: string[]): Promise<[string, string]>
  pitcrewReschedule(keys: number, ...args: string[]): Promise<number>
  pitcrewClaim(keys: number, ...args: string[]): Promise<string[]>
}

/** The store on Redis. `clock` replaces the server's own clock where time is moved by hand. */
export function createIncidentStore(redis: Redis, keys: Keys, clock?: () => number): IncidentStore {
  redis.defineCommand('pitcrewAppend', { lua: appendScript })
  redis.defineCommand('pitcrewReschedule', { lua: rescheduleScript })
  redis.defineCommand('pitcrewClaim', { lua: claimDueScript })
  const client = redis as Scripted
  const now = clock ? async () => clock() : () => readTime(redis)

  return {
    now,
    async load(id) {
      const [snapshot, time] = await Promise.all([redis.hget(keys.state(id), 's'), now()])
      if (snapshot === null) return { state: undefined, now: time }
      const state = JSON.parse(snapshot) as Incident
      if (state.stateVersion === stateVersion) return { state, now: time }
      return { state: replay(parseLines(await readLines(redis, keys.log(id)))), now: time }
    },
    append: input => append(client, keys, input),
    async reschedule(id, version, score) {
      await client.pitcrewReschedule(
        2,
        keys.state(id),
        keys.agenda,
        id,
        String(version),
        score === undefined ? '' : String(score),
      )
    },
    claimDue: (limit, leaseMs) =>
      client.pitcrewClaim(1, keys.agenda, clock ? String(clock()) : '', String(limit), String(leaseMs)),
    countDue: async () => redis.zcount(keys.agenda, '-inf', await now()),
    async agendaScore(id) {
      const score = await redis.zscore(keys.agenda, id)
      return score === null ? undefined : Number(score)
    },
    async readEvent(id, seq) {
      const [entry] = await redis.xrange(keys.log(id), `${seq}-1`, `${seq}-1`)
      return entry === undefined ? undefined : parseLines([toLine(entry)])[0]
    },
    readEvents: async id => parseLines(await readLines(redis, keys.log(id))),
    readLines: id => readLines(redis, keys.log(id)),
    findByChannel: async channel => (await redis.hget(keys.channels, channel)) ?? undefined,
    listOpen: () => redis.zrange(keys.open, '0', '-1'),
    listAll: limit => redis.zrange(keys.all, '0', String(limit - 1), 'REV'),
    async savePlaybook(hash, source) {
      await redis.hsetnx(keys.playbooks, hash, source)
    },
    keepOnce: async (name, value, ms) => (await redis.set(keys.kept(name), value, 'PX', ms, 'NX')) === 'OK',
    keep: async (name, value, ms) =>
      void (await (value === undefined
        ? redis.del(keys.kept(name))
        : redis.set(keys.kept(name), value, 'PX', ms))),
    kept: async name => (await redis.get(keys.kept(name))) ?? undefined,
    loadPlaybook: async hash => (await redis.hget(keys.playbooks, hash)) ?? undefined,
  }
}

async function append(client: Scripted, keys: Keys, a: Append): Promise<Appended> {
  const [outcome, detail] = await client.pitcrewAppend(
    9,
    keys.log(a.id),
    keys.state(a.id),
    keys.commands(a.id),
    keys.agenda,
    keys.open,
    keys.all,
    keys.channels,
    keys.targets,
    keys.declare(a.expected === 0 ? a.command : '-'),
    a.id,
    String(a.expected),
    a.command,
    String(a.state.version),
    JSON.stringify(a.state),
    a.score === undefined ? '' : String(a.score),
    a.state.ended === undefined ? 'open' : 'ended',
    String(a.state.declaredAt),
    a.channel ?? '',
    JSON.stringify(a.takes),
    JSON.stringify(a.frees),
    ...a.lines.flatMap(l => [l.bytes, l.hash]),
  )
  switch (outcome) {
    case 'appended':
    case 'conflict':
    case 'id-taken':
      return { outcome }
    case 'repeated':
    case 'channel-taken':
      return { outcome, id: detail }
    case 'target-taken': {
      const at = detail.lastIndexOf(' ')
      return { outcome, target: detail.slice(0, at), holder: detail.slice(at + 1) }
    }
    default:
      throw new Error(`The append script answered “${outcome}”, which nobody knows.`)
  }
}

async function readTime(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
}

type Entry = [id: string, fields: string[]]

async function readLines(redis: Redis, key: string): Promise<StoredLine[]> {
  const lines: StoredLine[] = []
  let from = '-'
  for (;;) {
    const page = (await redis.xrange(key, from, '+', 'COUNT', 1000)) as Entry[]
    lines.push(...page.map(toLine))
    const last = page.at(-1)
    if (last === undefined || page.length < 1000) return lines
    from = `(${last[0]}`
  }
}

function toLine([id, fields]: Entry): StoredLine {
  const [, bytes, , hash] = fields
  if (bytes === undefined || hash === undefined)
    throw new Error(`Event ${id} of the log has no bytes or no hash.`)
  return { bytes, hash }
}

function parseLines(lines: StoredLine[]): UnknownEvent[] {
  return lines.map(line => ({ ...(JSON.parse(line.bytes) as Omit<UnknownEvent, 'hash'>), hash: line.hash }))
}
