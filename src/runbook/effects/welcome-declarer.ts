import { welcome } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'

/** Tells the declarer, where the command was typed, which channel to go to. */
export const welcomeDeclarer: EffectHandler = {
  name: 'welcome-declarer',
  settles: 'at-most-once',
  fails: 'The declarer could not be told where the incident is run',
  next: 'The announcement names the channel too.',
  async run({ incident, runbook, effect, beforeSend }) {
    await beforeSend()
    await runbook.chat.whisper(incident.origin.channel, incident.declaredBy, welcome(incident))
    return [settled(effect, 'done')]
  },
}
