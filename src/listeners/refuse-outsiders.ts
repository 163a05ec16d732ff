import { authorise } from '../incident/authorise.ts'
import type { Actor, Refusal } from '../incident/decision.ts'
import type { Policy } from '../incident/policy.ts'
import { toldRefusal } from './answer.ts'
import { actorOf, type Gesture } from './listen.ts'

/**
 * Before anything is read from production or started for somebody: who they are, asked of Slack afresh. Answers
 * the actor, or nothing when they were refused and told so.
 */
export async function admit(g: Gesture, policy: Policy): Promise<Actor | undefined> {
  const actor = await actorOf(g, policy, true)
  const refused = authorise(actor)
  if (refused === undefined) return actor
  await toldRefusal(g, refused)
  return undefined
}

/** The same for what shows its refusal in a view. */
export async function admitOr(g: Gesture, policy: Policy): Promise<Actor | Refusal> {
  const actor = await actorOf(g, policy, true)
  return authorise(actor) ?? actor
}
