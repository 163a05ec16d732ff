import type { Json } from '../incident/model/words.ts'
import type { ActionRequest, Incident } from '../incident/state.ts'
import type { Claim } from './action.ts'

/** What an execution, its looks and its reconciliation are given. The request is named so that no other incident's is meant. */
export function claimOf(incident: Incident, r: ActionRequest): Claim<Json, Json> {
  return {
    request: `${incident.id}-${r.id}`,
    params: r.params,
    before: r.before ?? null,
    at: r.startedAt ?? 0,
  }
}
