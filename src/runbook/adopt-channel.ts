import { pitcrew } from '../incident/decision.ts'
import { event } from '../incident/events.ts'
import { type Incident, isOpen } from '../incident/state.ts'
import { loadMany } from './load-many.ts'
import type { Runbook } from './runbook.ts'

/**
 * Somebody has invited Pitcrew to a channel. Where an open incident still has none, it is run there: the one in which
 * the inviter has a part, else the only one that everybody may know of. A private incident needs a private channel.
 */
export async function adoptChannel(runbook: Runbook, channel: string, inviter: string): Promise<void> {
  if ((await runbook.store.findByChannel(channel)) !== undefined) return
  const homeless = await listHomeless(runbook)
  if (homeless.length === 0) return
  const home = await runbook.chat.enterChannel(channel)
  const fitting = homeless.filter(i => i.visibility === 'public' || home.isPrivate)
  const own = fitting.filter(i => hasPart(i, inviter))
  const open = fitting.filter(i => i.visibility === 'public')
  const chosen = own.at(-1) ?? (open.length === 1 ? open[0] : undefined)
  const effect = Object.entries(chosen?.pending ?? {}).find(([, e]) => e.name === 'open-channel')?.[0]
  if (chosen === undefined || effect === undefined) return
  const data = { channel, name: home.name, effect, welcomes: true as const, invitedBy: inviter }
  await runbook.engine.handle(chosen.id, {
    type: 'settle',
    id: `adopt-${chosen.id}-${channel}`,
    via: 'invitation',
    actor: pitcrew,
    events: [event('channel.opened', data, 'pitcrew')],
  })
}

/** Oldest first. */
async function listHomeless(runbook: Runbook): Promise<Incident[]> {
  const { states } = await loadMany(runbook, await runbook.store.listOpen())
  return states.filter(i => isOpen(i) && i.channel === undefined).sort((a, b) => a.declaredAt - b.declaredAt)
}

const hasPart = (i: Incident, user: string) =>
  i.declaredBy === user || Object.values(i.roles).includes(user) || i.onCall.includes(user)
