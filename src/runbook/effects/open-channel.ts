import { event, type NewEvent } from '../../incident/events.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import type { Chat } from '../ports/chat.ts'
import { NotSent } from '../ports/faults.ts'

const maxNames = 5

/** Opens the incident's channel, or moves into the present one. Where no channel can be had, says so and stays. */
export const openChannel: EffectHandler = {
  name: 'open-channel',
  settles: 'idempotent',
  fails: 'The incident channel could not be opened',
  next: 'Open one by hand and invite Pitcrew; the incident goes on.',
  async run(t) {
    const { incident, runbook } = t
    if (incident.wants !== 'new') return [opened(t, await runbook.chat.enterChannel(incident.wants.here))]
    try {
      return [opened(t, await createNamed(t))]
    } catch (error) {
      if (!(error instanceof NotSent) || error.retryable) throw error
      const home = await runbook.chat.enterChannel(incident.origin.channel)
      const tell = `${openChannel.fails}: ${error.message}. The incident is run in this channel instead.`
      return [opened(t, home), settled(t.effect, 'failed', error.message, tell)]
    }
  },
}

/** A taken name is ours when an earlier try made it; somebody else's gets a number behind it. */
async function createNamed({ incident, runbook }: Try): ReturnType<Chat['createChannel']> {
  const isPrivate = incident.visibility === 'private'
  for (let n = 1; n <= maxNames; n++) {
    const name = n === 1 ? incident.channelName : `${incident.channelName.slice(0, 77)}-${n}`
    try {
      return await runbook.chat.createChannel({ name, isPrivate })
    } catch (error) {
      if (!(error instanceof NotSent) || error.code !== 'name_taken') throw error
      const there = await runbook.chat.findChannel(name)
      const takenBy = there && (await runbook.store.findByChannel(there.id))
      const free = takenBy === undefined || takenBy === incident.id
      if (there?.ours && !there.archived && free) return { id: there.id, name: there.name }
    }
  }
  throw new NotSent('name_taken', `the channel names ${incident.channelName} to -${maxNames} are taken`)
}

function opened({ effect }: Try, channel: { id: string; name: string }): NewEvent {
  return event('channel.opened', { channel: channel.id, name: channel.name, effect: effect.id }, 'pitcrew')
}
