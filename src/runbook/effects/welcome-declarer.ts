import { isKnown } from '../../incident/events.ts'
import { welcome } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { NotSent } from '../ports/faults.ts'

/** Tells the declarer which channel to go to, or that there is none yet: where the command was typed, else directly. */
export const welcomeDeclarer: EffectHandler = {
  name: 'welcome-declarer',
  settles: 'at-most-once',
  fails: 'The declarer could not be told where the incident is run',
  next: 'The announcement names the channel too.',
  async run(t) {
    const { incident, runbook, effect, beforeSend } = t
    const { origin, declaredBy } = incident
    const cause = await runbook.store.readEvent(incident.id, effect.seq)
    const missing = cause !== undefined && isKnown(cause) && cause.type === 'channel.missing'
    // The channel has come meanwhile, and that is told instead.
    if (missing && incident.channel !== undefined) return [settled(effect, 'skipped', 'there is a channel')]
    const message = welcome(incident)
    const direct = () =>
      runbook.outbound.post(incident, { to: 'direct', user: declaredBy }, message, effect.id)
    await beforeSend()
    if (origin.channel === '' || origin.channel.startsWith('D')) await direct()
    else
      try {
        await runbook.chat.whisper(origin.channel, declaredBy, message)
      } catch (error) {
        // Only members of a channel can be told something there; the bot may be none.
        if (!(error instanceof NotSent)) throw error
        await direct()
      }
    return [settled(effect, 'done')]
  },
}
