import { message, safe, section } from '../../blocks/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** What a script printed, under the message of its request. */
export const postOutput: EffectHandler = {
  name: 'post-output',
  settles: 'lookup',
  fails: 'The output of a script could not be posted',
  next: 'It is in the timeline’s export.',
  async run(t) {
    const cause = await readCause(t, 'action.accepted')
    if (!cause) return [settled(t.effect, 'skipped', 'nothing to say')]
    const { receipt } = cause.data
    const output =
      receipt !== null && typeof receipt === 'object' && 'output' in receipt ? receipt.output : ''
    if (typeof output !== 'string' || output.trim() === '') return [settled(t.effect, 'skipped', 'no output')]
    const request = t.incident.requests[cause.data.request]
    const thread = t.incident.surfaces[`request-${request?.batch}`]?.ts
    const text = safe`Output of “${request?.title ?? cause.data.kind}”:\n${output.trim()}`
    const audience = { to: 'incident' as const, ...(thread === undefined ? {} : { thread }) }
    await postOnce(t, audience, message(text, [section(text)]))
    return [settled(t.effect, 'done')]
  },
}
