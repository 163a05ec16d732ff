import type { Incident } from '../../incident/state.ts'
import { type MeetingNews, meetingNews } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { isRefusedForGood } from '../ports/faults.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** One of those invited, directly: when the post-mortem is, that it is near, or that it is off. */
export const tellInvited: EffectHandler = {
  name: 'tell-invited',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'Somebody could not be told of the post-mortem',
  next: 'Tell them by hand.',
  async run(t) {
    const { incident, effect } = t
    const user = effect.arg ?? ''
    const news = await readNews(t)
    if (news === undefined || isOutdated(incident, news))
      return [settled(effect, 'skipped', 'nothing to say any more')]
    try {
      await postOnce(t, { to: 'direct', user }, meetingNews(incident, news))
      return [settled(effect, 'done')]
    } catch (error) {
      if (!isRefusedForGood(error)) throw error
      const tell = `<@${user}> could not be told of the post-mortem: ${error.message}. Tell them by hand.`
      return [settled(effect, 'failed', error.message, tell)]
    }
  },
}

async function readNews(t: Try): Promise<MeetingNews | undefined> {
  return (
    (await readCause(t, 'meeting.invited')) ??
    (await readCause(t, 'meeting.reminded')) ??
    (await readCause(t, 'incident.reopened'))
  )
}

function isOutdated({ followUps, review }: Incident, news: MeetingNews): boolean {
  if (news.type === 'incident.reopened') return review?.off !== news.seq
  return followUps?.meeting?.at !== news.data.at
}
