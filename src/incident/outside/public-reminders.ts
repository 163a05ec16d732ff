import { event, type NewEvent } from '../events.ts'
import type { Incident } from '../state.ts'

export type PublicTimer = { name: 'public-waits'; at: number }

/** Somebody is reminded so often that the public reads what is over. */
const mostTimes = 3

/** With the end: what the public reads is a decision of people's, and is easily forgotten (§5.2). */
export function leftToThePublic({ statusPage }: Incident): NewEvent[] {
  if (statusPage === undefined || statusPage.status === 'resolved') return []
  return [event('statuspage.outdated', { status: statusPage.status }, 'pitcrew')]
}

/** As often as updates were promised while it was open. */
export function listPublicTimers({ ended, publicWait, updateEveryMs }: Incident): PublicTimer[] {
  if (ended === undefined || publicWait === undefined || publicWait.times >= mostTimes) return []
  return [{ name: 'public-waits', at: publicWait.from + updateEveryMs * (publicWait.times + 1) }]
}

/** Whoever decides what the public reads, else who ended it. */
export function remindOfThePublic({ roles, statusPage, ended, declaredBy }: Incident): NewEvent[] {
  if (statusPage === undefined) return []
  const to = roles.communications ?? roles.commander ?? ended?.by ?? declaredBy
  return [event('statuspage.reminded', { status: statusPage.status, to }, 'pitcrew')]
}
