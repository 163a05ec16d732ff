import { event, type NewEvent } from '../events.ts'
import { type ResponderRole, responderRoles } from '../model/words.ts'
import { compose, factsOf } from '../outside/drafts.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'

/** Something that only people can do: text to copy, whose turn it is, whom to call. */
export type Item = {
  id: string
  /** Playbook key of `manual`. */
  key: string
  title: string
  text?: string | undefined
  /** Title of the role whose turn it is. */
  owner?: string | undefined
  /** Slack ids of those who hold it. */
  people: string[]
  contact?: { name: string; phone?: string | undefined; email?: string | undefined } | undefined
  at: number
  /** Whose turn it is was asked directly, and may say that it is not needed. */
  asks?: true | undefined
  done?: { by: string; at: number; needed?: false }
}

export function openItems(incident: Incident): Item[] {
  return Object.values(incident.items).filter(i => i.done === undefined)
}

/**
 * Opens the steps that are done by hand; one that is open already stays as it is. `before`: how many the same
 * decision has opened already.
 */
export function openManualSteps(
  incident: Incident,
  policy: Policy,
  keys: string[],
  { before = 0, ...how }: { asks?: true; before?: number } = {},
): NewEvent[] {
  const open = new Set(openItems(incident).map(i => i.key))
  const first = Object.keys(incident.items).length + before + 1
  return keys
    .filter(k => !open.has(k))
    .flatMap((key, n) => {
      const plan = policy.manual[key]
      if (plan === undefined || isLeftOut(incident, plan)) return []
      const { title, contact } = plan
      const text = plan.draft === undefined ? plan.text : draftOf(incident, policy, plan.draft)
      return [
        event('checklist.opened', {
          item: `c${first + n}`,
          key,
          title,
          people: holdersOf(incident, policy, plan.owner),
          ...how,
          ...(text === undefined ? {} : { text }),
          ...(contact === undefined ? {} : { contact }),
          ...(plan.owner === undefined ? {} : { owner: titleOf(policy, plan.owner) }),
        }),
      ]
    })
}

/** Nobody is asked to speak in public of a private incident. */
export const isLeftOut = (incident: Incident, plan: { isPublic?: true | undefined }): boolean =>
  plan.isPublic === true && incident.visibility === 'private'

/** What may be said now, and nothing that is not so. */
function draftOf(incident: Incident, policy: Policy, key: string): string | undefined {
  const { text } = compose(policy.texts[key] ?? [], factsOf(incident, policy))
  return text === '' ? undefined : text
}

const responderTitles: Record<ResponderRole, string> = {
  commander: 'Incident Commander',
  communications: 'Communications Lead',
  operations: 'Operations Lead',
  scribe: 'Scribe',
}

const asResponder = (role: string) => responderRoles.find(r => r === role)

function titleOf(policy: Policy, role: string): string {
  const responder = asResponder(role)
  return responder === undefined ? (policy.roles[role]?.title ?? role) : responderTitles[responder]
}

/** Who holds it as far as the incident and the playbook say; where no one leads a part, the commander does. */
function holdersOf(incident: Incident, policy: Policy, role: string | undefined): string[] {
  if (role === undefined) return []
  const responder = asResponder(role)
  if (responder !== undefined) {
    const user = incident.roles[responder] ?? incident.roles.commander
    return user === undefined ? [] : [user]
  }
  return (policy.roles[role]?.people ?? []).flatMap(p => policy.people[p]?.slack ?? [])
}
