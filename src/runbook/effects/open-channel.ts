import { pitcrew } from '../../incident/decision.ts'
import { event, type NewEvent } from '../../incident/events.ts'
import { isOpen } from '../../incident/state.ts'
import { channelGraceMs } from '../../incident/surfaces/places.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import type { Home } from '../ports/chat.ts'
import { NotSent, TryLater } from '../ports/faults.ts'

const maxNames = 5
/** A policy of the workspace may be changed meanwhile; nothing is gained by asking more often. */
const refusedAgainMs = 10_000

/**
 * Finds the incident a channel: the chosen one, a new one, the emergency channel. Tried for as long as the incident is
 * open, since nothing waits for it but what goes into it; the declarer hears once that there is none yet, and why.
 */
export const openChannel: EffectHandler = {
  name: 'open-channel',
  settles: 'idempotent',
  tries: Number.POSITIVE_INFINITY,
  fails: 'The incident channel could not be opened',
  next: 'Open one by hand and invite Pitcrew; the incident goes on.',
  async run(t) {
    if (!isOpen(t.incident)) return [settled(t.effect, 'skipped', 'the incident has ended')]
    try {
      return [await findHome(t)]
    } catch (error) {
      await sayMissing(t, error as Error)
      if (isRefused(error)) throw new TryLater(refusedAgainMs, error.message)
      throw error
    }
  },
}

/** A refusal sends us to the next place; a fault that may pass is waited for. */
async function findHome(t: Try): Promise<NewEvent> {
  const refusals: string[] = []
  for (const take of homes(t)) {
    try {
      return opened(t, await take(), refusals)
    } catch (error) {
      if (!isRefused(error)) throw error
      refusals.push(error.message)
    }
  }
  throw new NotSent('no_channel', refusals.join('; '))
}

function homes(t: Try): (() => Promise<Home>)[] {
  const { wants, visibility, emergencyChannel } = t.incident
  const chosen = wants === 'new' ? [] : [() => enter(t, wants.here)]
  // Nothing of a private incident may be said in public.
  const shared = visibility === 'private' ? [] : [() => enterNamed(t, emergencyChannel)]
  return [...chosen, () => createNamed(t), ...shared]
}

async function enter({ incident, runbook }: Try, id: string): Promise<Home> {
  if (id === '' || id.startsWith('D'))
    throw new NotSent('not_a_channel', 'a direct message cannot hold an incident')
  const holder = await runbook.store.findByChannel(id)
  const held = holder === undefined || holder === incident.id ? undefined : await runbook.engine.load(holder)
  if (held !== undefined && isOpen(held))
    throw new NotSent('channel-taken', 'another incident is run in that channel')
  const home = await runbook.chat.enterChannel(id)
  if (incident.visibility === 'private' && !home.isPrivate)
    throw new NotSent('private', 'a private incident is not run in a public channel')
  return home
}

async function enterNamed(t: Try, name: string): Promise<Home> {
  const id = await t.runbook.directory.channelId(name)
  if (id === undefined) throw new NotSent('channel_not_found', `there is no channel #${name}`)
  return enter(t, id)
}

/** A taken name is ours when an earlier try made it; somebody else's gets a number behind it. */
async function createNamed({ incident, runbook }: Try): Promise<Home> {
  const isPrivate = incident.visibility === 'private'
  for (let n = 1; n <= maxNames; n++) {
    const name = n === 1 ? incident.channelName : `${incident.channelName.slice(0, 77)}-${n}`
    try {
      return { ...(await runbook.chat.createChannel({ name, isPrivate })), isPrivate }
    } catch (error) {
      if (!(error instanceof NotSent) || error.code !== 'name_taken') throw error
      const there = await runbook.chat.findChannel(name)
      const takenBy = there && (await runbook.store.findByChannel(there.id))
      const free = takenBy === undefined || takenBy === incident.id
      if (there?.ours && !there.archived && free) return { id: there.id, name: there.name, isPrivate }
    }
  }
  throw new NotSent('name_taken', `the channel names ${incident.channelName} to -${maxNames} are taken`)
}

/** Whoever declared elsewhere is told where it goes on, and why it is not where it should be. */
function opened({ incident, effect }: Try, home: Home, refusals: string[]): NewEvent {
  const instead = refusals.length === 0 ? {} : { instead: refusals.join('; ') }
  const isElsewhere = home.id !== incident.origin.channel || refusals.length > 0
  const welcomes = isElsewhere ? { welcomes: true as const } : {}
  const data = { channel: home.id, name: home.name, effect: effect.id, ...instead, ...welcomes }
  return event('channel.opened', data, 'pitcrew')
}

/** Once an incident: at once where Slack refuses, else when the channel is later than people wait for it. */
async function sayMissing({ incident, runbook, effect, now }: Try, error: Error): Promise<void> {
  const isLate = now >= incident.declaredAt + channelGraceMs
  if (incident.noChannel !== undefined || !(isRefused(error) || isLate)) return
  await runbook.engine.handle(incident.id, {
    type: 'settle',
    id: `missing-${effect.id}`,
    via: 'effect',
    actor: pitcrew,
    events: [event('channel.missing', { why: error.message }, 'pitcrew')],
  })
}

/** Of this call, for good as far as Slack says; a token that is not taken is a fault of everything. */
const isRefused = (error: unknown): error is NotSent =>
  error instanceof NotSent && !error.retryable && !error.isWide
