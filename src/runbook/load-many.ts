import type { Incident } from '../incident/state.ts'
import { UnreadableLog } from './ports/faults.ts'
import type { Runbook } from './runbook.ts'

/** Ids that everybody may read: of a private incident nobody else hears, not even that its log is broken. */
export async function nameable({ store }: Pick<Runbook, 'store'>, ids: string[]): Promise<string[]> {
  const isPublic = async (id: string) => {
    const [first] = await store.readPage(id, 0, 1)
    return /"visibility":"public"/.test(first?.bytes ?? '')
  }
  const named = await Promise.all(ids.map(async id => ((await isPublic(id)) ? [id] : [])))
  return named.flat()
}

export type Loaded = { states: Incident[]; unreadable: string[] }

/**
 * Incidents one by one: a log that cannot be replayed takes nothing away from the others. A fault of Redis is one of
 * all of them, and is thrown.
 */
export async function loadMany(
  { engine, log }: Pick<Runbook, 'engine' | 'log'>,
  ids: string[],
): Promise<Loaded> {
  const found = await Promise.all(
    ids.map(id =>
      engine.load(id).catch((error: unknown) => {
        if (!(error instanceof UnreadableLog)) throw error
        log.error({ err: error, incident: id }, 'the log of an incident cannot be read')
        return id
      }),
    ),
  )
  return {
    states: found.filter(f => f !== undefined && typeof f !== 'string'),
    unreadable: found.filter(f => typeof f === 'string'),
  }
}
