import type { Message } from '../../blocks/index.ts'
import { isKnown } from '../../incident/events.ts'
import { welcome } from '../../messages/index.ts'
import { type EffectHandler, manyTries, type Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'

/** A response URL works for half an hour (ms). */
export const answerableForMs = 30 * 60_000
/** Where the address is kept that Slack gave for answers to whoever declares. */
export const answerKey = (user: string, channel: string) => `answer:${user}:${channel}`

/**
 * Tells the declarer which channel to go to, or that there is none yet: where the command was typed, else directly. A
 * second answer does no harm, and none would leave them waiting.
 */
export const welcomeDeclarer: EffectHandler = {
  name: 'welcome-declarer',
  settles: 'lookup',
  tries: manyTries,
  fails: 'The declarer could not be told where the incident is run',
  next: 'The announcement names the channel too.',
  async run(t) {
    const { incident, runbook, effect } = t
    const cause = await runbook.store.readEvent(incident.id, effect.seq)
    const missing = cause !== undefined && isKnown(cause) && cause.type === 'channel.missing'
    // The channel has come meanwhile, and that is told instead.
    if (missing && incident.channel !== undefined) return [settled(effect, 'skipped', 'there is a channel')]
    const message = welcome(incident)
    const isFirst = t.sentAt === undefined
    if (!(isFirst && (await answerThere(t, message))))
      await postOnce(t, { to: 'direct', user: incident.declaredBy }, message)
    return [settled(effect, 'done')]
  },
}

/** By the address that Slack gave with the command, else as an ephemeral message; false where neither works. */
async function answerThere({ incident, runbook, beforeSend }: Try, message: Message): Promise<boolean> {
  const { origin, declaredBy } = incident
  if (origin.channel === '') return false
  const url = await runbook.store.kept(answerKey(declaredBy, origin.channel))
  const ways = [
    ...(url === undefined ? [] : [() => runbook.chat.respond(url, message)]),
    ...(origin.channel.startsWith('D')
      ? []
      : [() => runbook.chat.whisper(origin.channel, declaredBy, message)]),
  ]
  await beforeSend()
  for (const way of ways)
    try {
      await way()
      return true
    } catch (error) {
      runbook.log.warn({ err: error, user: declaredBy }, 'the declarer could not be answered this way')
    }
  return false
}
