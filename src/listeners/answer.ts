import type { Markup, Message, SafeBlock } from '../blocks/index.ts'
import type { Refusal } from '../incident/decision.ts'
import { faultAnswer, formOffer, givenBack, refusal } from '../messages/index.ts'
import type { Outcome } from '../runbook/engine/engine.ts'
import { explainFault } from '../runbook/explain-fault.ts'
import { NotSent } from '../runbook/ports/faults.ts'
import type { Gesture } from './listen.ts'
import { readWords } from './read-words.ts'
import { NeedsPress } from './show-view.ts'

/**
 * Says something only to the person, by the first of three ways that works: the address that Slack gave with the
 * gesture, an ephemeral message in the channel, a direct message. Never throws.
 */
export async function tell(g: Gesture, message: Message): Promise<void> {
  void g.ack()
  const { chat, log } = g.runbook
  const { responseUrl, channel, user } = g
  const ways: (() => Promise<unknown>)[] = [
    ...(responseUrl === undefined ? [] : [() => chat.respond(responseUrl, message)]),
    ...(channel === undefined || channel === ''
      ? []
      : [() => chat.whisper(channel, user, message, g.thread)]),
    async () => chat.post(await chat.openDirect(user), message, { effect: `tell-${g.id}` }),
  ]
  for (const way of ways)
    try {
      return void (await way())
    } catch (error) {
      log.warn({ err: error, user }, 'an answer did not reach the person this way')
    }
  log.error({ user, via: g.via }, 'a person could not be told')
}

/** Tells the person why something will not be done. An open form stays open; a command comes back with its text. */
export async function refuse(g: Gesture, refused: Refusal): Promise<void> {
  const message = refusal(refused)
  if (await keepFormOpen(g, message.text)) return
  await tell(g, givenBack(message, g.typed?.('arguments')))
}

/** The same for an outcome that may be a refusal; true when it was one. */
export async function toldRefusal(g: Gesture, outcome: Outcome | Refusal): Promise<boolean> {
  if (!('refused' in outcome)) return false
  await refuse(g, outcome)
  return true
}

/** The trigger of a gesture opens one form: used means that this delivery of the gesture is not the first. */
const usedTrigger = new Set(['exchanged_trigger_id', 'trigger_exchanged'])
const lateTrigger = new Set(['expired_trigger_id', 'trigger_expired'])

/**
 * Tells the person what went wrong. A submitted form stays open, and Submit tries again; a form that opened too late
 * is offered by a button; a command comes back with its text.
 */
export async function tellFault(g: Gesture, error: unknown): Promise<void> {
  const code = error instanceof NotSent ? error.code : ''
  if (usedTrigger.has(code)) return
  if (error instanceof NeedsPress) return offerForm(g, 'press')
  const message = faultAnswer(explainFault(error))
  if ((await keepFormOpen(g, message.text)) || (await addToForm(g, message.blocks))) return
  if (lateTrigger.has(code)) return offerForm(g, 'late')
  await tell(g, givenBack(message, g.typed?.('everything')))
}

/** A form that could not be opened is a press away. */
async function offerForm(g: Gesture, why: 'late' | 'press'): Promise<void> {
  const again = await g.again?.().catch(() => undefined)
  await tell(g, givenBack(formOffer(why, again), g.typed?.('arguments')))
}

/** Says it beside the first field of the submitted form; false where there is none, or the form has closed. */
async function keepFormOpen(g: Gesture, words: Markup['text']): Promise<boolean> {
  const first = g.form?.view.blocks.find(b => b.type === 'input')?.block_id
  if (g.form === undefined || first === undefined) return false
  // Slack shows what stands beside a field as it is: people and links are named here.
  const text = await readWords(g.runbook, words)
  return g.form.answer({ response_action: 'errors', errors: { [first]: text.slice(0, mostWords) } })
}
const mostWords = 1000

/** Says it at the foot of the submitted form, above its button. */
async function addToForm(g: Gesture, said: readonly SafeBlock[]): Promise<boolean> {
  if (g.form === undefined) return false
  const { callback_id, private_metadata, title, submit, close, blocks } = g.form.view
  const kept = blocks.filter(b => !b.block_id?.startsWith(faultBlock))
  const added = said.map((b, n) => ({ ...b, block_id: `${faultBlock}-${n}` }))
  const view = { type: 'modal' as const, callback_id, private_metadata, title, blocks: [...kept, ...added] }
  const labels = { ...(submit === null ? {} : { submit }), ...(close === null ? {} : { close }) }
  return g.form.answer({ response_action: 'update', view: { ...view, ...labels } })
}
const faultBlock = 'fault'
