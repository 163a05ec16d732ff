import type { NewEvent } from './events.ts'
import type { Policy } from './policy.ts'
import type { Incident } from './state.ts'

/** Who gives a command, as Slack and the playbook know them at the moment of the click. */
export type Actor = {
  user: string
  /** Guests and people of other workspaces may look, never act. */
  standing: 'member' | 'guest' | 'stranger' | 'bot'
  /** Playbook roles held right now. */
  roles: string[]
  /** Roles of which nobody can be told now whether they are held; they count as not held. */
  unread?: { role: string; why: string }[]
}
export const pitcrew: Actor = { user: 'pitcrew', standing: 'bot', roles: [] }

/** What every command carries. The id makes it count once: trigger id, view id + hash, `done-<effect id>`. */
export type Issued = { id: string; via: string; actor: Actor }

/** Words for a person: what will not be done, and what to do instead. */
export type Refusal = { refused: string; next: string }
export type Decision = { events: NewEvent[] } | Refusal

/** What a decision is made from. `now` is milliseconds of Redis' time, never less than the last event's. */
export type Given<C> = { incident: Incident; command: C & Issued; policy: Policy; now: number }

export function refuse(refused: string, next: string): Refusal {
  return { refused, next }
}

export function isRefusal(x: object): x is Refusal {
  return 'refused' in x
}
