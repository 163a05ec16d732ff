import { event, isKnown, type NewEvent } from '../../incident/events.ts'
import type { Incident } from '../../incident/state.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import type { Page, Pager } from '../ports/pager.ts'
import { waitForEarlier } from '../wait-for-earlier.ts'

const severityOf = { P1: 'critical', P2: 'error', P3: 'warning', P4: 'info' } as const

/** The pager's incident follows ours: triggered, acknowledged, resolved, and noted. Its key is our id. */
export const tellPager: EffectHandler = {
  name: 'tell-pager',
  settles: 'idempotent',
  fails: 'PagerDuty was not told',
  next: 'Nobody was paged by it: call them, /incident contacts has the numbers.',
  async run({ runbook, incident, effect, policy }) {
    const { pager } = runbook
    if (pager === undefined) return [settled(effect, 'skipped', 'PagerDuty is off')]
    waitForEarlier({ incident, effect })
    const cause = await runbook.store.readEvent(incident.id, effect.seq)
    if (cause === undefined || !isKnown(cause)) return [settled(effect, 'skipped', 'nothing to say')]
    const mark = { effect: effect.id }
    switch (cause.type) {
      case 'severity.changed':
        if (cause.data.raises === true) {
          await pager.raise(pageOf(incident, policy.company))
          return [settled(effect, 'done')]
        }
        await pager.trigger(pageOf(incident, policy.company))
        return [event('page.triggered', mark, 'pitcrew')]
      case 'incident.declared':
      case 'incident.reopened':
        await pager.trigger(pageOf(incident, policy.company))
        return [event('page.triggered', mark, 'pitcrew')]
      case 'incident.acknowledged':
        await pager.acknowledge(incident.id)
        return [event('page.acknowledged', mark, 'pitcrew')]
      case 'incident.resolved':
      case 'incident.cancelled':
        await pager.resolve(incident.id)
        return [event('page.resolved', mark, 'pitcrew')]
      case 'update.posted':
        return note(pager, incident, cause.data.text, effect)
      default:
        return [settled(effect, 'skipped', 'nothing to say')]
    }
  },
}

/** All that the pager is told of a private incident; its own webhook of it says nothing new. */
export const privateSummary = 'a private incident, see Slack'

/** Of a private incident the pager hears that there is one, and no more. */
function pageOf(i: Incident, company: string): Page {
  const isPrivate = i.visibility === 'private'
  // Without a token for its REST interface the pager tells of our own incident by its title alone: the id is in it.
  const summary = `${i.severity}: ${isPrivate ? privateSummary : `${i.title} (${i.id})`}`
  const source = isPrivate ? company : (i.service ?? company)
  return { key: i.id, summary, severity: severityOf[i.severity], source }
}

async function note(
  pager: Pager,
  i: Incident,
  text: string,
  effect: Parameters<typeof settled>[0],
): Promise<NewEvent[]> {
  if (i.visibility === 'private') return [settled(effect, 'skipped', 'the incident is private')]
  await pager.addNote(i.id, text)
  return [settled(effect, 'done')]
}
