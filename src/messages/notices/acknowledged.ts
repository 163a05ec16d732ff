import { author, date, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** §1.1: name, time, and that the first look is under way; under the ping, where those who were asked read it. */
export function acknowledged(e: Of<'incident.acknowledged'>, i: Incident): Notice {
  return {
    text: safe`🚨 ${i.severity} acknowledged by ${author(e.by)} at ${date(e.at)}. Initial assessment in progress.`,
    under: 'ping',
  }
}
