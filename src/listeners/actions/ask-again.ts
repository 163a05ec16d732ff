import { batchOf, canAskAgain } from '../../incident/state.ts'
import { requestSteps } from '../request-steps.ts'
import type { IncidentButton } from './button.ts'

/** The same steps on a fresh preview, also before they have run; those that were done stay done. */
export const askAgain: IncidentButton = {
  id: 'ask-again',
  async run(g, { incident, meta }) {
    const again = batchOf(incident, meta.b ?? '').filter(canAskAgain)
    const steps = again.map(r => ({ key: r.action, params: r.params }))
    const first = again[0]
    await requestSteps(g, incident, {
      steps,
      wait: first?.wait ?? false,
      onFailure: first?.onFailure ?? 'continue',
      again: meta.b ?? '',
      // What takes a change back still does so when it is asked for again.
      ...(first?.undoes === undefined ? {} : { undoes: first.undoes }),
    })
  },
}
