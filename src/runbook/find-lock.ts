import { type Refusal, refuse } from '../incident/decision.ts'
import { type ActionRequest, type Incident, waitsForPerson } from '../incident/state.ts'
import type { Runbook } from './runbook.ts'

/**
 * What keeps a target from being changed, in words: people read it before anybody approves. A private incident
 * is named by its id only.
 */
export async function findLock(
  { store, engine }: Pick<Runbook, 'store' | 'engine'>,
  incident: Incident,
  target: string,
  batch: string | undefined,
): Promise<Refusal | undefined> {
  const [id = '', request = ''] = (await store.targetHolder(target))?.split('/') ?? []
  if (id === '') return undefined
  const holder = id === incident.id ? incident : await engine.load(id)
  const held = holder?.requests[request]
  if (id === incident.id && held !== undefined && held.batch === batch) return undefined
  if (id !== incident.id && holder?.visibility !== 'public')
    return refuse(
      `🔒 ${target} is locked by an action of ${id}.`,
      'Wait until it ends, or ask somebody of that incident.',
    )
  const by = `“${held?.title ?? request}”${id === incident.id ? '' : ` of ${id} (${holder?.title})`}`
  return held !== undefined && waitsForPerson(held) ? unsettled(target, by) : running(target, by, held)
}

const unsettled = (target: string, by: string) =>
  refuse(
    `🔒 ${target} is locked by ${by}: nobody knows yet whether that happened.`,
    'Look at production, then press It happened or It did not in its message.',
  )

const running = (target: string, by: string, held: ActionRequest | undefined) =>
  refuse(
    `🔒 ${target} is locked by ${by}, which is ${held?.status === 'unknown' ? 'being looked into' : 'running'}.`,
    'Wait until it ends, then ask again.',
  )
