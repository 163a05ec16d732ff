import { decide } from '../../incident/decide.ts'
import { type Issued, isRefusal, pitcrew, type Refusal, refuse } from '../../incident/decision.ts'
import type { Command } from '../../incident/decisions.ts'
import { type Effect, effectsOf } from '../../incident/effects.ts'
import { isSettled } from '../../incident/escalation/inline-delivery.ts'
import type { NewEvent, UnknownEvent } from '../../incident/events.ts'
import { type Declare, declare } from '../../incident/lifecycle/declare.ts'
import { incidentId } from '../../incident/model/ids.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import { nextAt } from '../../incident/timers.ts'
import type { Delivery, Known } from '../ports/delivery.ts'
import type { Append, IncidentStore } from '../ports/incident-store.ts'
import type { FirstTries, Made } from './first-tries.ts'
import { hideSecrets } from './hide-secrets.ts'
import { KeyedQueue } from './keyed-queue.ts'
import type { Policies } from './policies.ts'
import { stampEvents } from './stamp.ts'

/** What became of a command. `state` is the incident after it. */
export type Outcome = { state: Incident; events: UnknownEvent[]; repeated: boolean } | Refusal

/** Loads, decides, appends, hands the new effects over. The only writer of incidents. */
export type Engine = {
  declare(command: Declare & Issued): Promise<Outcome>
  handle(id: string, command: Command & Issued): Promise<Outcome>
  /** The clock's command; `lookUp` finds the people of roles that are groups. */
  wake(id: string, lookUp: LookUp): Promise<Outcome>
  load(id: string): Promise<Incident | undefined>
  /** Puts everything that is owed on the queues, or what is called `name`; harmless to repeat. */
  enqueueOwed(state: Incident, now: number, name?: string): Promise<void>
  readonly busy: number
}

/** Members of the groups that are about to be told. */
export type LookUp = (incident: Incident, policy: Policy, now: number) => Promise<Members>
/** The people of roles, and the roles of which there may be others, whom nobody could tell now. */
export type Members = { members: Record<string, string[]>; unread: string[] }

type Parts = {
  store: IncidentStore
  delivery: Delivery
  policies: Policies
  /** Takes what is not to wait for a queue. */
  firstTries?: Pick<FirstTries, 'take'>
  log: { warn(fields: object, text: string): void }
}

/** Its id is that of the version it is decided on: it counts once for each. */
const wakeUp: Command & Issued = { type: 'wake', id: 'wake', via: 'clock', actor: pitcrew }

/** More tries than replicas can plausibly collide; the in-process queue keeps it near one. */
const maxTries = 30

export function createEngine({ store, delivery, policies, firstTries, log }: Parts): Engine {
  const queue = new KeyedQueue()

  async function declareOnce(command: Declare & Issued): Promise<Outcome> {
    const policy = policies.current()
    const now = await store.now()
    for (let attempt = 1; attempt <= maxTries; attempt++) {
      const id = incidentId(now, attempt)
      const decision = declare({ id, command, policy, now })
      if (isRefusal(decision)) return decision
      const stamped = stampEvents(id, undefined, decision.events, command, now)
      const channel = command.where === 'new' ? undefined : command.where.here
      const result = await store.append(toAppend(id, 0, command, stamped, now, policy, channel))
      if (result.outcome === 'id-taken') continue
      if (result.outcome === 'channel-taken') return channelTaken(result.id)
      if (result.outcome === 'repeated') return repeated(result.id)
      await handOver(id, effectsOf(stamped.state, now), { untried: true })
      return { state: stamped.state, events: stamped.events, repeated: false }
    }
    throw new Error(`No free incident id after ${maxTries} tries; declare again in a second.`)
  }

  async function handleOnce(id: string, given: Command & Issued, lookUp?: LookUp): Promise<Outcome> {
    for (let attempt = 1; attempt <= maxTries; attempt++) {
      const since = performance.now()
      const { state: before, now: read, serverNow } = await store.load(id)
      const readAt = performance.now()
      if (before === undefined)
        return refuse(`${id} is not known.`, 'See /incident list for the incidents that are open.')
      const now = Math.max(read, before.lastAt)
      // The agenda comes again in seconds, to a newer replica first.
      if (lookUp !== undefined && (await policies.isForeign(before.playbook)))
        return { state: before, events: [], repeated: false }
      const policy = await policies.of(before.playbook)
      const command =
        lookUp === undefined
          ? given
          : { ...given, id: `wake-${before.version}`, ...(await lookUp(before, policy, now)) }
      const decision = decide({ incident: before, command, policy, now })
      // Slack delivers a gesture again whose ack it missed: what it changed is no reason to refuse it now.
      if (isRefusal(decision)) return (await store.wasHandled(id, command.id)) ? repeated(id) : decision
      if (decision.events.length === 0) {
        await store.reschedule(id, before.version, nextAt(before, policy, read))
        if (lookUp !== undefined) await handOver(id, settledOf(effectsOf(before, now), now))
        return { state: before, events: [], repeated: false }
      }
      const stamped = stampEvents(id, before, decision.events, command, now)
      const channel = openedChannel(decision.events)
      const result = await store.append(toAppend(id, before.version, command, stamped, read, policy, channel))
      if (result.outcome === 'conflict') continue
      if (result.outcome === 'repeated') return repeated(id)
      if (result.outcome === 'channel-taken') return channelTaken(result.id)
      if (result.outcome === 'target-taken')
        return refuse(
          `Another change of ${result.target} is running (${result.holder}).`,
          'Wait for its outcome, then ask again.',
        )
      const made = { incident: stamped.state, policy, now, events: stamped.events, since, readAt, serverNow }
      await handNew(before, made, lookUp !== undefined)
      return { state: stamped.state, events: stamped.events, repeated: false }
    }
    throw new Error(`${id} changed ${maxTries} times while “${given.type}” was decided; try again.`)
  }

  /** Hands over what this append newly owes, and what was owed before it where that may have been lost. */
  async function handNew(before: Incident, made: Made, andOlder: boolean) {
    const { incident, now } = made
    const known = new Set(effectsOf(before, now).map(keyOf))
    const { fresh = [], older = [] } = Object.groupBy(effectsOf(incident, now), e =>
      known.has(keyOf(e)) ? 'older' : 'fresh',
    )
    await handOver(incident.id, firstTries?.take(made, fresh) ?? fresh, { untried: true })
    if (andOlder) await handOver(incident.id, settledOf(older, now))
  }

  /** The agenda finds it again if we die right here. */
  async function handOver(id: string, effects: Effect[], known?: Known) {
    try {
      await delivery.enqueue(id, effects, known)
    } catch (error) {
      log.warn({ err: error, incident: id }, 'effects were not queued; the agenda queues them in 2 s')
    }
  }

  async function repeated(id: string): Promise<Outcome> {
    const { state } = await store.load(id)
    if (state === undefined) throw new Error(`${id} was made by this command before but cannot be read.`)
    return { state, events: [], repeated: true }
  }

  return {
    declare: command => queue.run(`declare ${command.id}`, () => declareOnce(hideSecrets(command))),
    handle: (id, command) => queue.run(id, () => handleOnce(id, hideSecrets(command))),
    wake: (id, lookUp) => queue.run(id, () => handleOnce(id, wakeUp, lookUp)),
    load: async id => (await store.load(id)).state,
    enqueueOwed: (state, now, name) =>
      delivery.enqueue(
        state.id,
        settledOf(effectsOf(state, now), now).filter(e => name === undefined || e.name === name),
      ),
    get busy() {
      return queue.busy
    },
  }
}

/** A first try of somebody else's may be under way still: the agenda comes again when it is settled. */
const settledOf = (effects: Effect[], now: number) => effects.filter(e => isSettled(e, now))

const keyOf = (e: Effect) => `${e.id} ${e.seq}`

function channelTaken(id: string): Refusal {
  return refuse(
    `This channel is the home of ${id}, which is open.`,
    'Declare with “a new channel”, or resolve that one first.',
  )
}

function openedChannel(events: NewEvent[]): string | undefined {
  for (const e of events) if (e.type === 'channel.opened') return e.data.channel
  return undefined
}

/** A target is taken by the start of a change and freed by its known end. */
function toAppend(
  id: string,
  expected: number,
  command: Issued,
  stamped: { lines: Append['lines']; state: Incident; events: UnknownEvent[] },
  now: number,
  policy: Policy,
  channel: string | undefined,
): Append {
  const held = (types: string[]) =>
    stamped.events
      .filter(e => types.includes(e.type))
      .map(e => e.data as { request: string; target: string })
      .map(d => ({ target: d.target, holder: `${id}/${d.request}` }))
  return {
    id,
    expected,
    command: command.id,
    lines: stamped.lines,
    state: stamped.state,
    score: nextAt(stamped.state, policy, now),
    takes: held(['action.started']),
    frees: held(['action.succeeded', 'action.failed']),
    ...(channel === undefined ? {} : { channel }),
  }
}
