import type { App, ViewOutput, ViewResponseAction } from '@slack/bolt'
import { type ActionId, actionIds, decodeMeta } from '../blocks/index.ts'
import { hashBytes } from '../incident/model/chain.ts'
import * as declareModal from '../modals/declare.ts'
import type { FormState } from '../modals/index.ts'
import type { Runbook } from '../runbook/runbook.ts'
import {
  buttons,
  declareAlert,
  declareMore,
  openDeclare,
  runTool,
  showHelp,
  showHelpAll,
  showList,
} from './actions/index.ts'
import { refuse, toldRefusal } from './answer.ts'
import {
  appHomeOpened,
  botJoined,
  channelShared,
  homeOpened,
  type JoinedEvent,
  type MentionEvent,
  type MessageEvent,
  mentioned,
  messageSeen,
  type PinEvent,
  pinSeen,
  type ReactionEvent,
  reactionSeen,
  type SharedEvent,
} from './events/index.ts'
import { listTyped } from './list-typed.ts'
import { ackOnce, type Gesture, perform } from './listen.ts'
import { requireIncident } from './require-incident.ts'
import { runTyped } from './run-typed.ts'
import { declareFromMessage, callbackId as declareShortcut } from './shortcuts/index.ts'
import { redrawDeclare } from './show-declare.ts'
import { tooLong } from './too-long.ts'
import { declareErrors, forms, submitDeclare } from './views/index.ts'

/** Connects Slack to the runbook: every gesture is acknowledged, worked on, and its faults are said. */
export function registerListeners(app: App, runbook: Runbook): void {
  app.command('/incident', async ({ command, ack, body }) => {
    const { text = '' } = command
    const g: Gesture = {
      runbook,
      user: command.user_id,
      team: command.team_id,
      channel: command.channel_id,
      trigger: command.trigger_id,
      inModal: false,
      id: body.trigger_id,
      via: 'command',
      responseUrl: command.response_url,
      ack: ackOnce(() => ack(), runbook.log).ack,
    }
    await perform(g, () => runTyped(g, text, '/incident'))
  })

  // One listener a kind: Bolt asks every listener about every payload, and fifty of them cost milliseconds.
  app.action({ type: 'block_actions', action_id: /.*/ }, async ({ ack, body, action }) => {
    const id = actionIds.find(known => known === action.action_id)
    const value = 'value' in action ? action.value : undefined
    const g: Gesture = {
      ...gestureOf(runbook, body, `button ${id}`, () => ack()),
      again: async () => (id === undefined ? undefined : { id, value: value ?? '' }),
    }
    const { view } = g
    // A choice in the form itself, which follows it.
    if (id === undefined && view?.callbackId === declareModal.callbackId)
      return perform(g, () => redrawDeclare(g, decodeMeta(view.meta)))
    await perform(g, () => pressButton(g, id, value))
  })

  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ ack, body, view }) => {
    const state = view.state.values as FormState
    const form = forms.find(f => f.callbackId === view.callback_id)
    const isEarlier = view.callback_id === declareModal.earlierCallbackId
    const declares = isEarlier || view.callback_id === declareModal.callbackId
    const errors =
      tooLong(view) ??
      (declares
        ? await declareErrors(runbook, state, decodeMeta(view.private_metadata), isEarlier)
        : form?.errors(state))
    if (errors !== undefined) return ack({ response_action: 'errors', errors })
    const g = viewGesture(runbook, body, view, ack as AckForm)
    await perform(g, async () => {
      if (form === undefined && !declares) return refuse(g, unknownForm)
      if (form === undefined) return submitDeclare(g, state, decodeMeta(view.private_metadata))
      const on = await requireIncident(g, view.private_metadata, view.callback_id)
      if ('refused' in on) return void (await toldRefusal(g, on))
      const at = { ...g, channel: on.incident.channel?.id }
      await perform(at, () => form.run(at, { ...on, state }))
    })
  })

  app.shortcut({ type: 'message_action', callback_id: declareShortcut }, async ({ ack, body, shortcut }) => {
    const g = {
      ...gestureOf(runbook, body, 'shortcut', () => ack()),
      channel: shortcut.channel.id,
      trigger: shortcut.trigger_id,
    }
    await perform(g, () =>
      declareFromMessage(g, { ts: shortcut.message.ts, text: shortcut.message.text ?? '' }),
    )
  })

  app.event(homeOpened, async ({ event }) => {
    if (event.tab !== 'home') return
    await appHomeOpened(runbook, event.user).catch(error =>
      runbook.log.warn({ err: error, user: event.user }, 'the Home tab could not be drawn'),
    )
  })

  // What is said in the channels: never in the way of what is pressed, and never answered.
  const keep = (what: string, work: Promise<void>) =>
    work.catch(error => runbook.log.warn({ err: error }, `${what} could not be kept; the export looks again`))
  app.event('message', ({ event }) => keep('a message', messageSeen(runbook, event as MessageEvent)))
  for (const kind of ['reaction_added', 'reaction_removed'] as const)
    app.event(kind, ({ event }) => keep('a reaction', reactionSeen(runbook, event as ReactionEvent)))
  app.event('member_joined_channel', ({ event, context }) =>
    keep('an invitation', botJoined(runbook, event as JoinedEvent, context.botUserId)),
  )
  app.event('app_mention', ({ event, context }) =>
    keep('a mention', mentioned(runbook, event as MentionEvent, context)),
  )
  app.event('channel_shared', ({ event }) =>
    keep('a warning of a shared channel', channelShared(runbook, event as SharedEvent)),
  )
  app.event('pin_added', ({ event }) => keep('a pin', pinSeen(runbook, event as unknown as PinEvent)))

  app.shortcut({ type: 'shortcut', callback_id: 'declare' }, async ({ ack, body }) => {
    const g = { ...gestureOf(runbook, body, 'shortcut', () => ack()), channel: '' }
    await perform(g, () => openDeclare(g, { channel: '' }))
  })
}

/** A form of an older version, still open somewhere when the bot was replaced. */
const unknownForm = { refused: 'This form is no longer known.', next: 'Open it again; nothing was changed.' }

async function pressButton(g: Gesture, id: ActionId | undefined, value: string | undefined): Promise<void> {
  if (id === 'open-declare') return openDeclare(g, decodeMeta(value)?.from ?? { channel: g.channel ?? '' })
  if (id === 'declare-more') return declareMore(g, decodeMeta(value))
  if (id === 'declare-alert') return declareAlert(g, decodeMeta(value))
  if (id === 'run-tool') return runTool(g, decodeMeta(value))
  if (id === 'show-list') return showList(g)
  if (id === 'show-help') return showHelp(g)
  if (id === 'show-help-all') return showHelpAll(g)
  const on = await requireIncident(g, value, id)
  if ('refused' in on) return void (await toldRefusal(g, on))
  await buttons.find(b => b.id === id)?.run(g, on)
}

type Body = {
  user: { id: string; team_id?: string }
  team?: { id: string } | null
  channel?: { id?: string } | undefined
  trigger_id?: string
  response_url?: string
  container?: { channel_id?: string }
  view?: {
    type?: string
    id?: string
    callback_id?: string
    private_metadata?: string
    hash?: string
    state?: { values?: FormState }
  }
}

function gestureOf(runbook: Runbook, raw: object, via: string, ack: () => Promise<void>): Gesture {
  const body = raw as Body
  const channel = body.channel?.id ?? body.container?.channel_id
  return {
    runbook,
    user: body.user.id,
    team: body.user.team_id ?? body.team?.id ?? '',
    channel,
    trigger: body.trigger_id ?? '',
    inModal: body.view?.type === 'modal',
    ...(body.view?.id === undefined
      ? {}
      : {
          view: {
            id: body.view.id,
            state: body.view.state?.values ?? {},
            callbackId: body.view.callback_id ?? '',
            meta: body.view.private_metadata ?? '',
            hash: body.view.hash,
          },
        }),
    id: body.trigger_id ?? '',
    via,
    responseUrl: body.response_url,
    ack: ackOnce(ack, runbook.log).ack,
  }
}

function viewGesture(runbook: Runbook, body: object, view: ViewOutput, ack: AckForm): Gesture {
  const answers = ackOnce(ack, runbook.log, { response_action: 'clear' })
  return {
    ...gestureOf(runbook, body, `modal ${view.callback_id}`, () => answers.ack()),
    ack: answers.ack,
    form: { view, answer: answers.answer },
    typed: () => listTyped(view),
    // The modal is gone by then: a submission clears the stack.
    inModal: false,
    id: idOf(view),
  }
}

/**
 * A form that stayed open is sent again with the same hash: with the same words it counts once, with other words it is
 * something new. A declare counts once whatever was changed, since two incidents would page people twice.
 */
function idOf({ id, hash, callback_id, state }: ViewOutput): string {
  if (callback_id === declareModal.callbackId) return `${id}-${hash}`
  return `${id}-${hash}-${hashBytes(JSON.stringify(state.values)).slice(0, 12)}`
}
type AckForm = (response?: ViewResponseAction) => Promise<void>
