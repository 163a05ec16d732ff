import { z } from 'zod'
import type { Decision, Given } from './decision.ts'
import { type EventData, event, type NewEvent } from './events.ts'
import type { Incident } from './state.ts'

/** The outcome of an effect. Never refused, also after the incident has ended: what happened, happened. */
export type Settle = { type: 'settle'; events: NewEvent[] }

export function settle({ incident, command }: Given<Settle>): Decision {
  return { events: command.events.flatMap(e => [quieten(incident, e), ...followed(incident, e)]) }
}

/** A message that keeps failing to update is said once, not at every change. */
function quieten(incident: Incident, e: NewEvent): NewEvent {
  // A pager that does not answer is said once, until it answers again.
  if (e.type === 'effect.settled' && e.data.outcome === 'failed')
    if (incident.unheard?.[e.data.name] === e.data.detail) {
      const { tell: _, ...data } = e.data
      return { ...e, data }
    }
  if (e.type !== 'effect.settled' || e.data.tell === undefined || e.data.name !== 'render-surface') return e
  const failedBefore = Object.entries(incident.surfaces).some(
    ([key, s]) => s.failed === true && e.data.effect.endsWith(`-surface-${key}`),
  )
  if (!failedBefore) return e
  const { tell: _, ...data } = e.data
  return { ...e, data }
}

const receiptSchema = z.object({ recipients: z.number(), delivered: z.number(), failed: z.number() })
const paramsSchema = z.object({ audience: z.string(), message: z.string() })

/** Customers who were told are a fact of their own, with what they read. */
function customersTold(incident: Incident, id: string): EventData<'customers.notified'> | undefined {
  const request = incident.requests[id]
  if (request?.kind !== 'notify-customers') return undefined
  const params = paramsSchema.safeParse(request.params)
  const receipt = receiptSchema.safeParse(request.receipt)
  if (!params.success || !receipt.success) return undefined
  const { audience, message: text } = params.data
  return { request: id, audience, text, ...receipt.data }
}

/**
 * What follows from an outcome: the customers who were told, also by a sending that failed half-way, and the action
 * that an undo took back.
 */
export function followed(incident: Incident, e: NewEvent): NewEvent[] {
  if (e.type !== 'action.succeeded' && e.type !== 'action.failed') return []
  const told = customersTold(incident, e.data.request)
  if (told !== undefined && (e.type === 'action.succeeded' || told.delivered > 0))
    return [event('customers.notified', told, 'pitcrew')]
  if (e.type === 'action.failed') return []
  const undoes = incident.requests[incident.requests[e.data.request]?.undoes ?? '']
  if (undoes === undefined) return []
  const { id: request, kind, target } = undoes
  return [event('action.undone', { request, kind, target, undoes: e.data.request }, 'pitcrew')]
}
