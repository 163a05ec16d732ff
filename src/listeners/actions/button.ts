import type { ActionId, Meta } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Gesture } from '../listen.ts'

/** A button of an incident; it has been looked up already, and the press acknowledged. */
export type IncidentButton = {
  id: ActionId
  run(g: Gesture, on: { incident: Incident; meta: Meta }): Promise<void>
}
