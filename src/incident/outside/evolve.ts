import type { IncidentEvent } from '../events.ts'
import type { Incident } from '../state.ts'

const pagerEffects = new Set(['tell-pager', 'page-responders'])

/** What is known of the pager and of what the public reads. */
export function evolveOutside(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'severity.changed':
    case 'incident.declared':
      return e.data.paging === true ? { ...i, paging: 'asked' } : i
    case 'incident.reopened': {
      const { publicWait: _, ...rest } = i
      return e.data.restarts === true && i.paging !== undefined ? { ...rest, paging: 'asked' } : rest
    }
    case 'statuspage.outdated':
      return { ...i, publicWait: { from: e.at, times: 0 } }
    case 'statuspage.reminded':
      return i.publicWait === undefined
        ? i
        : { ...i, publicWait: { ...i.publicWait, times: i.publicWait.times + 1 } }
    case 'page.triggered':
      return { ...i, paging: 'triggered', unheard: {} }
    case 'page.acknowledged':
      return { ...i, paging: 'acknowledged', unheard: {} }
    case 'page.resolved':
      return { ...i, paging: 'resolved', unheard: {} }
    case 'effect.settled': {
      const { name, outcome, detail } = e.data
      if (outcome !== 'failed' || !pagerEffects.has(name)) return i
      return { ...i, unheard: { ...i.unheard, [name]: detail ?? '' } }
    }
    case 'statuspage.requested': {
      const { status, body, eta } = e.data
      const { eta: _, publicWait, ...rest } = i
      return {
        ...rest,
        ...(publicWait === undefined || status === 'resolved' ? {} : { publicWait }),
        ...(eta === undefined ? {} : { eta }),
        // Where only the impact changes, the public has read nothing new.
        statusPage: {
          ...i.statusPage,
          status,
          body,
          at: e.data.raised === true ? (i.statusPage?.at ?? e.at) : e.at,
        },
      }
    }
    case 'customers.notified':
      return { ...i, customersTold: true }
    case 'statuspage.updated': {
      const { status, body, page, link } = e.data
      if (i.statusPage === undefined) return i
      const shown = { status, body }
      return { ...i, statusPage: { ...i.statusPage, page, shown, ...(link === undefined ? {} : { link }) } }
    }
    default:
      return i
  }
}
