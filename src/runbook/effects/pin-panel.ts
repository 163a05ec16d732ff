import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'

export const pinPanel: EffectHandler = {
  name: 'pin-panel',
  settles: 'idempotent',
  fails: 'The control panel could not be pinned',
  next: 'Pin it by hand, so that newcomers find it.',
  async run({ incident, runbook, effect }) {
    const { channel, ts } = incident.surfaces.panel ?? {}
    if (channel === undefined || ts === undefined)
      return [settled(effect, 'skipped', 'the panel is not posted')]
    await runbook.chat.pin({ channel, ts })
    return [settled(effect, 'done')]
  },
}
