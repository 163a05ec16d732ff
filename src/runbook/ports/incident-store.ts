import type { UnknownEvent } from '../../incident/events.ts'
import type { StoredLine } from '../../incident/model/chain.ts'
import type { Incident } from '../../incident/state.ts'

export type Append = {
  id: string
  /** The version the decision was made on; 0 = declare. */
  expected: number
  command: string
  lines: StoredLine[]
  state: Incident
  /** Milliseconds since the epoch at which the incident must be looked at again; undefined = never. */
  score: number | undefined
  /** The channel this incident takes; refused while another open incident has it. */
  channel?: string
  /** Production targets taken and freed with these events, with the request that holds them. */
  takes: { target: string; holder: string }[]
  frees: { target: string; holder: string }[]
}

export type Appended =
  | { outcome: 'appended' }
  /** The command was carried out before; `id` is the incident it made or changed. */
  | { outcome: 'repeated'; id: string }
  | { outcome: 'conflict' }
  | { outcome: 'id-taken' }
  | { outcome: 'channel-taken'; id: string }
  | { outcome: 'target-taken'; target: string; holder: string }

/** The log, the snapshot, the indexes and the agenda. Everything an append writes is written at once. */
export interface IncidentStore {
  /** Milliseconds of the store's own clock: the only `now` that decisions see. */
  now(): Promise<number>
  /** `serverNow`: the server's own clock also where time is moved by hand; what really takes time is measured by it. */
  load(id: string): Promise<{ state: Incident | undefined; now: number; serverNow: number }>
  append(input: Append): Promise<Appended>
  /** Whether the incident has carried out this command; its last 500 are remembered. */
  wasHandled(id: string, command: string): Promise<boolean>
  /** Moves the incident in the agenda if it is still at `version`. */
  reschedule(id: string, version: number, score: number | undefined): Promise<void>
  /** Takes up to `limit` due incidents, pushing each on by `leaseMs` so that no other replica takes it too. */
  claimDue(limit: number, leaseMs: number): Promise<string[]>
  /** How many incidents are due now. */
  countDue(): Promise<number>
  agendaScore(id: string): Promise<number | undefined>
  readEvent(id: string, seq: number): Promise<UnknownEvent | undefined>
  readEvents(id: string): Promise<UnknownEvent[]>
  readLines(id: string): Promise<StoredLine[]>
  /** Those after the first so many. */
  readPage(id: string, after: number, limit: number): Promise<StoredLine[]>
  /** Who holds a production target, as `INC-…/request`. */
  targetHolder(target: string): Promise<string | undefined>
  findByChannel(channel: string): Promise<string | undefined>
  listOpen(): Promise<string[]>
  /** Newest first. */
  listAll(limit: number): Promise<string[]>
  /** Keeps a small thing for so many milliseconds; false when it was there already. */
  keepOnce(name: string, value: string, ms: number): Promise<boolean>
  /** Keeps the newest value, or forgets it. */
  keep(name: string, value: string | undefined, ms: number): Promise<void>
  kept(name: string): Promise<string | undefined>
  savePlaybook(hash: string, source: string): Promise<void>
  loadPlaybook(hash: string): Promise<string | undefined>
}
