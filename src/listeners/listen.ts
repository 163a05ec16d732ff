import type { ViewOutput, ViewResponseAction } from '@slack/bolt'
import type { ActionId } from '../blocks/index.ts'
import type { Actor } from '../incident/decision.ts'
import type { Command } from '../incident/decisions.ts'
import type { Declare } from '../incident/lifecycle/declare.ts'
import type { Policy } from '../incident/policy.ts'
import type { FormState } from '../modals/index.ts'
import { answerableForMs, answerKey } from '../runbook/effects/welcome-declarer.ts'
import type { Outcome } from '../runbook/engine/engine.ts'
import type { Runbook } from '../runbook/runbook.ts'
import { tellFault } from './answer.ts'
import { NeedsPress } from './show-view.ts'

/** Who did what where, the same for commands, buttons, modals and shortcuts. */
export type Gesture = {
  runbook: Runbook
  user: string
  team: string
  /** Absent for gestures in a modal that belongs to no channel. */
  channel: string | undefined
  /** Empty where Slack gives none, so that no form can be opened. */
  trigger: string
  /** The thread in which it was said. */
  thread?: string
  /** The incident that was named in what was typed; else it is the channel's own. */
  incident?: string
  /** The press came from a modal: what opens next lies on top of it. */
  inModal: boolean
  /** The open modal that was pressed in, with what was typed so far. */
  view?: { id: string; state: FormState; callbackId: string; meta: string; hash: string | undefined }
  /** The form that was submitted, while it can still be answered. */
  form?: SubmittedForm
  /** What the person typed, to give back when it was not taken: only the arguments of a command, or everything. */
  typed?(what: 'arguments' | 'everything'): string | undefined
  /** The button that opens the same form again. */
  again?(): Promise<{ id: ActionId; value: string } | undefined>
  /** Makes the gesture count once, however often Slack delivers it. */
  id: string
  via: string
  responseUrl: string | undefined
  /** Tells Slack that the gesture has arrived; the first call counts. */
  ack(): Promise<void>
}

export type SubmittedForm = {
  view: ViewOutput
  /** Closes the form otherwise than by the ack, or keeps it open; false when Slack has its answer already. */
  answer(response: ViewResponseAction): Promise<boolean>
}

/** Slack waits three seconds; whatever is not in the log by then is carried on with, acknowledged. */
const ackWithinMs = 1500
/** A form stays open with its text while it is not in the log, which is worth waiting for. */
const formAckWithinMs = 2200

type Ack<R> = (response?: R) => Promise<void>
type Log = { warn(fields: object, text: string): void }

/** An ack that counts once, and whose failure (a socket just gone) stops nothing. */
export function ackOnce<R>(ack: Ack<R>, log: Log, usual?: R) {
  let done: Promise<void> | undefined
  const send = (response?: R) =>
    ack(response).catch(error => log.warn({ err: error }, 'an ack did not reach Slack'))
  return {
    ack() {
      done ??= send(usual)
      return done
    },
    /** Answers otherwise than usual; false when it is answered already. */
    async answer(response: R) {
      if (done !== undefined) return false
      done = send(response)
      await done
      return true
    },
  }
}

/**
 * Runs a listener's work; whatever goes wrong is said to the person (promise 1). What changes an incident is
 * acknowledged once it is in the log: a bot that dies before that leaves Slack to tell the person, who sends
 * it again. What opens or says something is acknowledged first.
 */
export async function perform(g: Gesture, work: () => Promise<void>): Promise<void> {
  running++
  const late = setTimeout(() => void g.ack(), g.form === undefined ? ackWithinMs : formAckWithinMs)
  try {
    await work()
  } catch (error) {
    if (!(error instanceof NeedsPress))
      g.runbook.log.error({ err: error, via: g.via, user: g.user }, 'a gesture failed')
    await tellFault(g, error)
  } finally {
    clearTimeout(late)
    await g.ack()
    running--
  }
}
let running = 0
/** Gestures under way, for a quiet stop. */
export const countRunning = () => running

export async function actorOf(g: Gesture, policy: Policy, fresh = false): Promise<Actor> {
  return g.runbook.directory.actor(g.user, policy, { team: g.team, fresh })
}

type Bare = { type: Command['type'] }
/** Gives an incident a command in the person's name. `fresh` looks their rights up again. */
export async function command<C extends Bare & Command>(
  g: Gesture,
  incident: string,
  given: C,
  fresh = false,
): Promise<Outcome> {
  const state = await g.runbook.engine.load(incident)
  const policy =
    state === undefined ? g.runbook.policies.current() : await g.runbook.policies.of(state.playbook)
  const actor = await actorOf(g, policy, fresh)
  const outcome = await g.runbook.engine.handle(incident, { ...given, id: g.id, via: g.via, actor })
  // A refused form is answered with the reason, which keeps it open.
  if (!('refused' in outcome)) void g.ack()
  return outcome
}

/** Declaring waits for no look-up: whoever cannot be read now is told by the escalation, which goes on trying. */
export const onCallOf = ({ directory, log }: Runbook, role: string, policy: Policy): Promise<string[]> =>
  directory.holders(role, policy).catch((error: unknown) => {
    log.warn({ err: error, role }, 'who is on call could not be read')
    return []
  })

export async function declareIncident(
  g: Gesture,
  given: Omit<Declare, 'type' | 'onCall' | 'mode'> & { mode?: Declare['mode'] },
): Promise<Outcome> {
  const { runbook, responseUrl, user } = g
  const policy = runbook.policies.current()
  // The answer comes when there is a channel, which may be after this process has ended.
  if (responseUrl !== undefined)
    await runbook.store.keep(answerKey(user, given.origin.channel), responseUrl, answerableForMs)
  const [actor, ...onCall] = await Promise.all([
    actorOf(g, policy),
    ...policy.onCall.map(role => onCallOf(runbook, role, policy)),
  ])
  const declare = {
    mode: 'live' as const,
    ...given,
    type: 'declare' as const,
    onCall: [...new Set(onCall.flat())],
  }
  const outcome = await runbook.engine.declare({ ...declare, id: g.id, via: g.via, actor })
  // A refused form is answered with the reason, which keeps it open.
  if (!('refused' in outcome)) void g.ack()
  return outcome
}
