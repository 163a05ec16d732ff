import { channelRef, join, message, safe, section } from '../../blocks/index.ts'
import { notice } from '../../messages/index.ts'
import { type EffectHandler, manyTries } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** Break-glass, and a breach that somebody suspects, are told to those who handle security, where the playbook names their channel. */
export const tellSecurity: EffectHandler = {
  name: 'tell-security',
  settles: 'lookup',
  tries: manyTries,
  fails: 'The security channel could not be told',
  next: 'Tell them by hand.',
  async run(t) {
    const cause = (await readCause(t, 'break-glass.used')) ?? (await readCause(t, 'security.flagged'))
    if (!cause) return [settled(t.effect, 'skipped', 'nothing to tell')]
    const said = notice(cause, t.incident, t.policy)
    const channel = cause.data.watchers
    if (said === undefined || channel === undefined) return [settled(t.effect, 'skipped', 'nobody to tell')]
    const where = t.incident.channel === undefined ? undefined : channelRef(t.incident.channel.id)
    const head = join([safe`${t.incident.id} · ${t.incident.severity} · ${t.incident.title}`, where], ' · ')
    await postOnce(t, { to: 'named', channel }, message(head, [section(head), ...said.blocks]))
    return [settled(t.effect, 'done')]
  },
}
