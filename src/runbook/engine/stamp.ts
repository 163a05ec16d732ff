import type { Issued } from '../../incident/decision.ts'
import type { NewEvent, UnknownEvent } from '../../incident/events.ts'
import { evolve } from '../../incident/evolve.ts'
import { canonical, genesis, hashBytes, type StoredLine } from '../../incident/model/chain.ts'
import type { Incident } from '../../incident/state.ts'

export type Stamped = { lines: StoredLine[]; state: Incident; events: UnknownEvent[] }

/** Puts the envelope around a decision's events, chains them, and folds them into the state. */
export function stampEvents(
  id: string,
  before: Incident | undefined,
  events: NewEvent[],
  command: Issued,
  now: number,
): Stamped {
  const lines: StoredLine[] = []
  const stamped: UnknownEvent[] = []
  let state = before
  for (const e of events) {
    const envelope = {
      v: 1,
      id,
      seq: (state?.version ?? 0) + 1,
      type: e.type,
      at: now,
      by: e.by ?? command.actor.user,
      via: command.via,
      cause: command.id,
      data: e.data,
      prev: state?.head ?? genesis,
    }
    const bytes = canonical(envelope)
    const hash = hashBytes(bytes)
    const full: UnknownEvent = { ...(JSON.parse(bytes) as typeof envelope), hash }
    lines.push({ bytes, hash })
    stamped.push(full)
    state = evolve(state, full)
  }
  if (state === undefined) throw new Error(`The decision on ${id} made no event and there is no incident.`)
  return { lines, state, events: stamped }
}
