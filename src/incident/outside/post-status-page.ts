import { type Decision, type Given, refuse } from '../decision.ts'
import type { Status } from '../model/words.ts'
import { isPublic, statusPageEvent, stepsWith } from './status-page.ts'

/** §3.2, §5.2: the commander or the communications lead answers for what the public reads; nobody else. */
export type PostStatusPage = { type: 'post-status-page'; status: Status; body: string; eta?: number }

const mostLetters = 5000

export function postStatusPage({ incident, command: c, policy, now }: Given<PostStatusPage>): Decision {
  if (policy.statusPage === undefined)
    return refuse('The playbook has no status page.', 'Add status-page to playbook.yml.')
  if (!isPublic(incident, incident.severity, policy) && incident.statusPage === undefined)
    return refuse(
      `The public is not told of this incident (${why(incident)}).`,
      'If customers are affected, change the severity first.',
    )
  const { commander, communications } = incident.roles
  if (c.actor.user !== commander && c.actor.user !== communications) {
    const who = [commander, communications].filter(u => u !== undefined).map(u => `<@${u}>`)
    return refuse(
      'Only the commander and the communications lead decide what the public reads.',
      who.length === 0
        ? 'Take a role first: /incident role.'
        : `Ask ${[...new Set(who)].join(' or ')}, or take the role.`,
    )
  }
  const body = c.body.trim()
  if (body === '') return refuse('The status page needs a sentence.', 'Write what customers should know.')
  if (body.includes('{{')) return refuse('The text has a gap that nobody filled in: {{…}}.', 'Write it out.')
  if (c.eta !== undefined && c.eta <= now)
    return refuse('The estimate lies in the past.', 'Give a later time, or none.')
  const wanted = {
    status: c.status,
    body: body.slice(0, mostLetters),
    ...(c.eta === undefined ? {} : { eta: c.eta }),
  }
  return {
    events: [
      statusPageEvent(incident.id, incident.severity, policy, wanted),
      ...stepsWith(incident, c.status, policy),
    ],
  }
}

function why(i: { visibility: string; mode: string; severity: string }): string {
  if (i.visibility === 'private') return 'it is private'
  return i.mode === 'drill' ? 'it is a drill' : `it is a ${i.severity}`
}
