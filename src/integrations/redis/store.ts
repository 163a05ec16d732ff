import type { Redis } from 'ioredis'
import { z } from 'zod'
import { eventSchemas, type UnknownEvent } from '../../incident/events.ts'
import { replay } from '../../incident/evolve.ts'
import { hashBytes, type StoredLine } from '../../incident/model/chain.ts'
import { type Incident, stateVersion } from '../../incident/state.ts'
import { StoreFault, UnreadableLog } from '../../runbook/ports/faults.ts'
import type { Append, Appended, IncidentStore } from '../../runbook/ports/incident-store.ts'
import { recentTrouble } from './client.ts'
import { translateFaults, translateStoreError } from './errors.ts'
import type { Keys } from './keys.ts'
import { appendScript, claimDueScript, loadScript, rescheduleScript } from './scripts.ts'

type Scripted = Redis & {
  pitcrewAppend(keys: number, ...args: string[]): Promise<[string, string]>
  pitcrewReschedule(keys: number, ...args: string[]): Promise<number>
  pitcrewClaim(keys: number, ...args: string[]): Promise<string[]>
  pitcrewLoad(keys: number, ...args: string[]): Promise<[string, string, string | null, ...string[]]>
}

/** A snapshot after so many events; those since are replayed. A shorter log has none: it would be the larger. */
const snapshotEvery = 8
/**
 * Names what has written a snapshot, by the events that it knows: a version that ignores an event leaves it out of the
 * state, also where nobody has raised the state's version.
 */
const fingerprint = hashBytes(Object.keys(eventSchemas).sort().join()).slice(0, 16)
/** sha256 in base64url, in front of the bytes that it is of. */
const hashLength = 43

/** The store on Redis. `clock` replaces the server's own clock where time is moved by hand. */
export function createIncidentStore(redis: Redis, keys: Keys, clock?: () => number): IncidentStore {
  redis.defineCommand('pitcrewAppend', { lua: appendScript })
  redis.defineCommand('pitcrewReschedule', { lua: rescheduleScript })
  redis.defineCommand('pitcrewClaim', { lua: claimDueScript })
  redis.defineCommand('pitcrewLoad', { lua: loadScript })
  const client = redis as Scripted
  const now = clock ? async () => clock() : () => readTime(redis)

  /** The state from the snapshot and the events after it; without a snapshot of this very version, from the whole log. */
  async function replayFrom(id: string, snapshot: string | null, since: string[]) {
    try {
      const known = snapshot === null ? undefined : readSnapshot(snapshot)
      const isWhole = snapshot === null || known !== undefined
      const lines = isWhole ? since.map(toLine) : await readLines(redis, keys.log(id))
      return replay(parseLines(lines), known)
    } catch (error) {
      const fault = translateStoreError(error, recentTrouble(redis))
      throw fault instanceof StoreFault ? fault : new UnreadableLog(id, { cause: error })
    }
  }

  return translateFaults(
    {
      now,
      async load(id) {
        const answer = await client.pitcrewLoad(2, keys.state(id), keys.log(id))
        const [seconds, micros, snapshot, ...since] = answer
        const serverNow = toMs(seconds, micros)
        const at = { now: clock?.() ?? serverNow, serverNow }
        return { state: await replayFrom(id, snapshot, since), ...at }
      },
      append: input => append(client, keys, input),
      wasHandled: async (id, command) => (await redis.zscore(keys.commands(id), command)) !== null,
      async reschedule(id, version, score) {
        await client.pitcrewReschedule(
          2,
          keys.log(id),
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
        const element = seq < 1 ? null : await redis.lindex(keys.log(id), seq - 1)
        return element === null ? undefined : parseLines([toLine(element)])[0]
      },
      readEvents: async id => parseLines(await readLines(redis, keys.log(id))),
      readLines: id => readLines(redis, keys.log(id)),
      readPage: (id, after, limit) => readPage(redis, keys.log(id), after, limit),
      targetHolder: async target => (await redis.hget(keys.targets, target)) ?? undefined,
      findByChannel: async channel => (await redis.hget(keys.channels, channel)) ?? undefined,
      listOpen: () => redis.zrange(keys.open, '0', '-1'),
      listAll: limit => listNewest(redis, [keys.open, keys.ended], limit),
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
    } satisfies IncidentStore,
    () => recentTrouble(redis),
  )
}

async function append(client: Scripted, keys: Keys, a: Append): Promise<Appended> {
  const [outcome, detail] = await client.pitcrewAppend(
    9,
    keys.log(a.id),
    keys.state(a.id),
    keys.commands(a.id),
    keys.agenda,
    keys.open,
    keys.ended,
    keys.channels,
    keys.targets,
    keys.declare(a.expected === 0 ? a.command : '-'),
    a.id,
    String(a.expected),
    a.command,
    String(a.state.version),
    isForSnapshot(a) ? `${a.state.version} ${JSON.stringify({ ...a.state, knows: fingerprint })}` : '',
    a.score === undefined ? '' : String(a.score),
    a.state.ended === undefined ? 'open' : 'ended',
    String(a.state.declaredAt),
    a.channel ?? '',
    JSON.stringify(a.takes),
    JSON.stringify(a.frees),
    ...a.lines.map(l => `${Buffer.from(l.hash, 'hex').toString('base64url')}${l.bytes}`),
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
  return toMs(seconds, micros)
}

const toMs = (seconds: string | number | undefined, micros: string | number | undefined) =>
  Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)

const isForSnapshot = ({ expected, state }: Append) =>
  Math.floor(expected / snapshotEvery) < Math.floor(state.version / snapshotEvery)

/** Newest first over several indexes by the time of the declare. */
async function listNewest(redis: Redis, indexes: string[], limit: number): Promise<string[]> {
  const found = await Promise.all(
    indexes.map(key => redis.zrange(key, '0', String(limit - 1), 'REV', 'WITHSCORES')),
  )
  return found
    .flatMap(flat => flat.flatMap((id, n) => (n % 2 === 0 ? [{ id, at: Number(flat[n + 1]) }] : [])))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, limit)
    .map(found => found.id)
}

const pageSize = 1000

async function readLines(redis: Redis, key: string): Promise<StoredLine[]> {
  const lines: StoredLine[] = []
  for (;;) {
    const page = await readPage(redis, key, lines.length, pageSize)
    lines.push(...page)
    if (page.length < pageSize) return lines
  }
}

const readPage = async (redis: Redis, key: string, after: number, limit: number) =>
  (await redis.lrange(key, after, after + limit - 1)).map(toLine)

/**
 * The state of a snapshot that code which knows the same events has written; any other is left alone. One that is not
 * even JSON is as good as none, since the log has everything.
 */
function readSnapshot(text: string): Incident | undefined {
  try {
    const { knows, ...state } = JSON.parse(text.slice(text.indexOf(' '))) as Incident & { knows?: string }
    return state.stateVersion === stateVersion && knows === fingerprint ? state : undefined
  } catch {
    return undefined
  }
}

const toLine = (element: string): StoredLine => ({
  hash: Buffer.from(element.slice(0, hashLength), 'base64url').toString('hex'),
  bytes: element.slice(hashLength),
})

function parseLines(lines: StoredLine[]): UnknownEvent[] {
  return lines.map(({ bytes, hash }) => {
    const event = envelope.parse(JSON.parse(bytes)) as Omit<UnknownEvent, 'hash'>
    return { ...event, hash }
  })
}

/** What every event has, also one that this version does not know. */
const envelope = z.looseObject({
  id: z.string(),
  seq: z.number(),
  type: z.string(),
  at: z.number(),
  by: z.string(),
  data: z.looseObject({}),
})
