import { event, type NewEvent } from '../../incident/events.ts'
import { type Incident, isOpen } from '../../incident/state.ts'
import { reminder } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { isRefusedForGood } from '../ports/faults.ts'
import { postOnce } from '../post-once.ts'
import { type Cause, readCause } from '../read-cause.ts'
import { removePosts } from '../remove-posts.ts'

type Reminded = Cause<'update.reminded'>

/** An update is due: a new reminder, so that it is heard, in the place of the one before. */
export const remindPerson: EffectHandler = {
  name: 'remind-person',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'Somebody could not be reminded of the update',
  next: 'Post one: /incident update',
  async run(t) {
    const cause = await readCause(t, 'update.reminded')
    if (cause === undefined) return [settled(t.effect, 'skipped', 'nothing to say')]
    const outcome = await remind(t, cause)
    // Also where this one is not said or not heard: what it replaces is out of date.
    if (t.effect.arg === cause.data.to) await removePosts(t.runbook, cause.data.replaces)
    return [outcome]
  },
}

async function remind(t: Try, cause: Reminded): Promise<NewEvent> {
  const { incident, effect } = t
  const user = effect.arg ?? ''
  if (!isOpen(incident)) return settled(effect, 'skipped', 'the incident has ended')
  // Somebody has written one meanwhile.
  if ((incident.update?.at ?? 0) > cause.at) return settled(effect, 'skipped', 'an update was posted')
  try {
    const post = await postOnce(t, { to: 'direct', user }, reminder(incident, cause, user))
    return event('update.nudged', { nudge: cause.data.nudge, user, ...post, effect: effect.id }, 'pitcrew')
  } catch (error) {
    if (!isRefusedForGood(error)) throw error
    t.runbook.log.error({ err: error, user, incident: incident.id }, 'a person cannot be reminded of updates')
    // Once is enough: the next nudge would say the same.
    if (incident.cadence.unreached?.includes(user)) return settled(effect, 'failed', error.message)
    const tell = `<@${user}> could not be reminded of the update: ${error.message}. ${wayOut(incident, cause, user)}`
    return settled(effect, 'failed', error.message, tell)
  }
}

/** Whose turn it is follows the roles; those above are the playbook's. */
function wayOut({ roles }: Incident, { data }: Reminded, user: string): string {
  const held = (['communications', 'commander'] as const).find(r => roles[r] === user)
  if (held === undefined && user !== data.to) return 'Tell them another way: /incident contacts'
  return `Let somebody else take it: /incident role ${held ?? 'communications'} @name`
}
