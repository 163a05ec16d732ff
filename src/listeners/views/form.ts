import type { Meta } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { FormState } from '../../modals/index.ts'
import type { Gesture } from '../listen.ts'

/** A submitted modal. `read` answers before the ack, so that errors stand beside their fields. */
export type IncidentForm = {
  callbackId: string
  /** Errors by block id; undefined when it can be taken. */
  errors(state: FormState): Record<string, string> | undefined
  run(g: Gesture, on: { incident: Incident; meta: Meta; state: FormState }): Promise<void>
}
