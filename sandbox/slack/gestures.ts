// What one Slack client can send, all in one place: each gesture is short, and they share their checks.
import { checkView, elementsOf } from './block-kit.ts'
import { type Choice, type Element, initialOf, stateOf, valueElements } from './elements.ts'
import type { Events } from './events.ts'
import type { Acked, Sockets } from './sockets.ts'
import { type Block, type Channel, isGuest, type Message, type SlackState, type View } from './state.ts'
import { asSlackKeeps } from './typed.ts'
import { fresh } from './views.ts'

export type GestureParts = {
  user: string
  state: SlackState
  sockets: Sockets
  events: Events
  baseUrl: string
  /** Commands whose text Slack gives tokens for people, channels and links (`should_escape`). */
  escaping: ReadonlySet<string>
}
export type Values = Record<string, Record<string, Choice>>
type Pressed = { blockId: string; actionId: string; choice?: Choice }

/** What a person's Slack client does for them, addressed by ids: it checks what they can see, then sends. */
export class Gestures {
  readonly user: string
  readonly #p: GestureParts

  constructor(parts: GestureParts) {
    this.user = parts.user
    this.#p = parts
  }

  /** Types a slash command; resolves on the ack. */
  async command(channelId: string, typed: string): Promise<{ ackMs: number; trigger: string }> {
    const { state } = this.#p
    const channel = this.channel(channelId)
    const [command = '', ...rest] = typed.split(' ')
    const into = this.#p.escaping.has(command) ? 'command' : 'command-unescaped'
    const who = this.#who()
    const acked = await this.#deliver('slash_commands', {
      command,
      text: asSlackKeeps(state, this.user, rest.join(' '), into),
      user_id: this.user,
      user_name: state.users.get(this.user)?.name,
      team_id: state.team,
      channel_id: channel.id,
      channel_name: channel.isDirect === undefined ? channel.name : 'directmessage',
      api_app_id: state.appId,
      trigger_id: who.trigger_id,
      response_url: this.#responseUrl(channel),
    })
    return { ackMs: acked.ackMs, trigger: who.trigger_id }
  }

  /** Says what is typed: names become tokens, and the three characters of Slack's own are escaped. */
  say(channelId: string, typed: string, thread?: string): string {
    const channel = this.channel(channelId)
    const text = asSlackKeeps(this.#p.state, this.user, typed, 'message')
    const ts = this.#p.state.ts()
    const inThread = thread === undefined ? {} : { thread_ts: thread }
    channel.messages.push({ ts, user: this.user, text, blocks: [], ...inThread })
    this.#tell(channel, { user: this.user, text, ts, ...inThread })
    this.#mention(channel, { user: this.user, text, ts, ...inThread })
    return ts
  }

  edit(channelId: string, ts: string, typed: string): void {
    const channel = this.channel(channelId)
    const text = asSlackKeeps(this.#p.state, this.user, typed, 'message')
    const message = this.#own(channel, ts)
    const previous = { type: 'message', user: this.user, text: message.text, ts }
    Object.assign(message, { text, edited: true })
    const edited = { user: this.user, ts: this.#p.state.ts() }
    this.#tell(channel, {
      subtype: 'message_changed',
      message: { ...previous, text, edited },
      previous_message: previous,
      ts: edited.ts,
    })
  }

  remove(channelId: string, ts: string): void {
    const channel = this.channel(channelId)
    const message = this.#own(channel, ts)
    channel.messages.splice(channel.messages.indexOf(message), 1)
    this.#tell(channel, {
      subtype: 'message_deleted',
      deleted_ts: ts,
      previous_message: { type: 'message', user: this.user, text: message.text, ts },
      ts: this.#p.state.ts(),
    })
  }

  /** Adds the reaction, or takes it back. */
  react(channelId: string, ts: string, name: string): void {
    const channel = this.channel(channelId)
    const message = this.message(channel, ts)
    message.reactions ??= []
    const there = message.reactions.find(r => r.name === name)
    const users = there?.users ?? []
    const added = !users.includes(this.user)
    const after = added ? [...users, this.user] : users.filter(u => u !== this.user)
    message.reactions = message.reactions.filter(r => r !== there)
    if (after.length > 0) message.reactions.push({ name, users: after })
    const kind = added ? 'reaction_added' : 'reaction_removed'
    const item = { type: 'message', channel: channel.id, ts }
    const event = { user: this.user, reaction: name, item, item_user: message.user }
    if (this.#heard(channel))
      void this.#p.events.tell(kind, { type: kind, ...event, event_ts: this.#p.state.ts() })
  }

  pin(channelId: string, ts: string): void {
    const channel = this.channel(channelId)
    const message = this.message(channel, ts)
    channel.pins.add(ts)
    const item = { type: 'message', channel: channel.id, message: { type: 'message', ...message } }
    const event = { type: 'pin_added', user: this.user, channel_id: channel.id, item }
    if (this.#heard(channel))
      void this.#p.events.tell('pin_added', { ...event, event_ts: this.#p.state.ts() })
  }

  /** Puts away a message that only this person sees. */
  dismiss(channelId: string, ts: string): void {
    const channel = this.channel(channelId)
    const message = this.message(channel, ts)
    if (message.only === undefined) throw new Error('Others see that message too.')
    channel.messages.splice(channel.messages.indexOf(message), 1)
  }

  join(channelId: string): void {
    const channel = this.#p.state.channels.get(channelId)
    const guest = isGuest(this.#p.state.users.get(this.user))
    if (channel === undefined || channel.isPrivate || guest)
      throw new Error('You can join only public channels.')
    channel.members.add(this.user)
    const event = { type: 'member_joined_channel', user: this.user, channel: channel.id, channel_type: 'C' }
    if (this.#heard(channel)) void this.#p.events.tell('member_joined_channel', event)
  }

  /** Brings somebody into a channel that this person is in; Slack tells an app of its own bot as well. */
  invite(channelId: string, user: string): void {
    const channel = this.channel(channelId)
    channel.members.add(user)
    const kind = { channel: channel.id, channel_type: channel.isPrivate ? 'G' : 'C' }
    const event = { type: 'member_joined_channel', user, ...kind, inviter: this.user }
    void this.#p.events.tell('member_joined_channel', event)
  }

  /** Shares a channel with another company (Slack Connect). */
  share(channelId: string, team = 'T0PARTNER'): void {
    const channel = this.channel(channelId)
    channel.extShared = true
    const event = { type: 'channel_shared', connected_team_id: team, channel: channel.id }
    if (this.#heard(channel))
      void this.#p.events.tell('channel_shared', { ...event, event_ts: this.#p.state.ts() })
  }

  /** Uses an element of a message: a button, or a menu with the option chosen. */
  async pressInMessage(channelId: string, ts: string, pressed: Pressed): Promise<void> {
    const channel = this.channel(channelId)
    const message = this.message(channel, ts)
    const ephemeral = message.only === undefined ? {} : { is_ephemeral: true }
    const { only: _, ...shown } = message
    await this.#deliver('interactive', {
      type: 'block_actions',
      ...this.#who(),
      channel: { id: channel.id, name: channel.name },
      container: { type: 'message', message_ts: ts, channel_id: channel.id, ...ephemeral },
      message: { type: 'message', ...shown },
      response_url: this.#responseUrl(channel),
      actions: [this.#action(message.blocks, pressed)],
    })
  }

  /** A press as somebody who tampers would send it: nothing is checked. */
  async forge(channelId: string, ts: string, action: Record<string, unknown>): Promise<void> {
    await this.#deliver('interactive', {
      type: 'block_actions',
      ...this.#who(),
      channel: { id: channelId, name: this.#p.state.channels.get(channelId)?.name },
      container: { type: 'message', message_ts: ts, channel_id: channelId },
      message: { ts },
      actions: [{ type: 'button', action_ts: this.#p.state.ts(), ...action }],
    })
  }

  /** Uses an element of the open modal or of the Home tab. */
  async pressInView(viewId: string, pressed: Pressed, values: Values = {}): Promise<void> {
    const view = this.view(viewId)
    await this.#deliver('interactive', {
      type: 'block_actions',
      ...this.#who(),
      container: { type: 'view', view_id: view.id },
      view: this.#filled(view, values),
      actions: [this.#action(view.blocks, pressed)],
    })
  }

  /** Submits the modal on top; resolves on the ack, whose answer is applied. */
  async submit(viewId: string, values: Values = {}): Promise<void> {
    const view = this.view(viewId)
    const { state } = this.#p
    const filled = this.#filled(view, values)
    const acked = await this.#deliver('interactive', {
      type: 'view_submission',
      ...this.#who(),
      view: filled,
    })
    const answer = acked.payload as { response_action?: string; errors?: Record<string, string>; view?: View }
    const stack = state.stacks.get(this.user) ?? []
    const next = () => {
      if (answer.view === undefined) throw new Error('The app answered without a view.')
      checkView(answer.view)
      return fresh(state, answer.view, this.user)
    }
    if (answer.response_action === 'errors') view.errors = answer.errors ?? {}
    else if (answer.response_action === 'clear') state.stacks.delete(this.user)
    else if (answer.response_action === 'push') state.stacks.set(this.user, [...stack, next()])
    else if (answer.response_action === 'update')
      state.stacks.set(this.user, [...stack.slice(0, -1), { ...next(), id: view.id }])
    else state.stacks.set(this.user, stack.slice(0, -1))
  }

  /** Closes the modal on top, or all of them. */
  close(all = false): void {
    const { state } = this.#p
    const stack = state.stacks.get(this.user) ?? []
    const closed = all ? stack : stack.slice(-1)
    state.stacks.set(this.user, all ? [] : stack.slice(0, -1))
    for (const view of closed.filter(v => v.notify_on_close === true))
      void this.#p.sockets.deliver('interactive', {
        type: 'view_closed',
        ...this.#who(),
        view: this.#filled(view, {}),
        is_cleared: all,
      })
  }

  async messageShortcut(callbackId: string, channelId: string, ts: string): Promise<void> {
    const channel = this.channel(channelId)
    const message = this.message(channel, ts)
    await this.#deliver('interactive', {
      type: 'message_action',
      callback_id: callbackId,
      ...this.#who(),
      channel: { id: channel.id, name: channel.name },
      message_ts: ts,
      message: { type: 'message', ts, user: message.user, text: message.text },
      response_url: this.#responseUrl(channel),
      action_ts: this.#p.state.ts(),
    })
  }

  /** A shortcut from anywhere, by its callback id. */
  async shortcut(callbackId: string): Promise<void> {
    const action_ts = this.#p.state.ts()
    await this.#deliver('interactive', {
      type: 'shortcut',
      callback_id: callbackId,
      ...this.#who(),
      action_ts,
    })
  }

  /** Looks at the app's Home tab. */
  openHome(): void {
    const { state, events } = this.#p
    const view = state.homes.get(this.user)
    const event = { type: 'app_home_opened', user: this.user, tab: 'home', ...(view ? { view } : {}) }
    void events.tell('app_home_opened', { ...event, channel: state.direct(this.user).id })
  }

  /** A channel that this person can read. */
  channel(id: string): Channel {
    const channel = this.#p.state.channels.get(id)
    if (channel === undefined) throw new Error(`There is no channel ${id}.`)
    if (channel.isPrivate && !channel.members.has(this.user)) throw new Error('You are not in that channel.')
    return channel
  }

  message(channel: Channel, ts: string): Message {
    const message = channel.messages.find(m => m.ts === ts && (m.only ?? this.user) === this.user)
    if (message === undefined) throw new Error('That message is no longer there.')
    return message
  }

  view(id: string): View {
    const { state } = this.#p
    const home = state.homes.get(this.user)
    if (home?.id === id) return home
    const top = state.stacks.get(this.user)?.at(-1)
    if (top?.id !== id) throw new Error('That modal is no longer open.')
    return top
  }

  #own(channel: Channel, ts: string): Message {
    const message = this.message(channel, ts)
    if (message.user !== this.user) throw new Error('You can change only what you wrote.')
    return message
  }

  #tell(channel: Channel, event: Record<string, unknown>): void {
    if (!this.#heard(channel)) return
    const type = channel.isDirect === undefined ? (channel.isPrivate ? 'group' : 'channel') : 'im'
    const kind = { im: 'message.im', group: 'message.groups', channel: 'message.channels' }[type]
    const more = { channel: channel.id, channel_type: type, event_ts: event.ts }
    void this.#p.events.tell(kind, { type: 'message', ...event, ...more })
  }

  /** A mention is told once more, by an event of its own; Slack sends none of direct messages. */
  #mention(channel: Channel, said: { user: string; text: string; ts: string }): void {
    const { state, events } = this.#p
    if (!said.text.includes(`<@${state.botUser}>`) || !this.#heard(channel) || channel.isDirect) return
    const team = state.users.get(this.user)?.team ?? state.team
    const event = { type: 'app_mention', ...said, team, channel: channel.id, event_ts: said.ts }
    void events.tell('app_mention', event)
  }

  /** What happens in a channel is told only to apps that are members of it. */
  #heard(channel: Channel): boolean {
    return channel.members.has(this.#p.state.botUser)
  }

  #responseUrl(channel: Channel): string {
    const id = this.#p.state.id('R')
    this.#p.state.responses.set(id, { channel: channel.id, user: this.user, uses: 0 })
    return `${this.#p.baseUrl}/response/${id}`
  }

  /** The view as Slack sends it: with what is chosen now, presets included. */
  #filled(view: View, values: Values): Record<string, unknown> {
    const filled: View['state']['values'] = {}
    for (const { block, element } of valueElements(view.blocks)) {
      const id = String(element.action_id)
      const given = values[block]?.[id]
      const state =
        given === undefined
          ? (view.state.values[block]?.[id] ?? stateOf(element, initialOf(element)))
          : stateOf(element, given)
      filled[block] = { ...filled[block], [id]: state }
    }
    const { errors: _, owner: __, ...shown } = view
    return { ...shown, state: { values: filled } }
  }

  #action(blocks: Block[], { blockId, actionId, choice }: Pressed): Record<string, unknown> {
    const block = blocks.find(b => b.block_id === blockId)
    const element = (block === undefined ? [] : elementsOf(block)).find(e => e.action_id === actionId) as
      | Element
      | undefined
    if (element === undefined) throw new Error('That button is no longer there.')
    const common = { action_id: actionId, block_id: blockId, action_ts: this.#p.state.ts() }
    if (element.type !== 'button') return { ...common, ...stateOf(element, choice ?? null) }
    return { ...common, type: 'button', value: element.value, text: element.text }
  }

  #who() {
    const { state } = this.#p
    const known = state.users.get(this.user)
    return {
      // Where somebody is at home, which in an organisation may be another workspace.
      user: { id: this.user, team_id: known?.team ?? state.team, username: known?.name },
      team: { id: state.team, domain: 'sandbox' },
      api_app_id: state.appId,
      token: 'sandbox',
      trigger_id: state.trigger(this.user),
      is_enterprise_install: false,
    }
  }

  async #deliver(type: string, payload: Record<string, unknown>): Promise<Extract<Acked, { ackMs: number }>> {
    const acked = await this.#p.sockets.deliver(type, payload)
    if ('undelivered' in acked) throw new Error('dispatch_failed: the app is not connected')
    if ('late' in acked) throw new Error('operation_timeout: the app did not answer within 3 s')
    return acked
  }
}

/** What stays of a person's input when the app replaces a view: fields with the same ids. */
export function carryInput(before: View, after: View): View['state']['values'] {
  const kept: View['state']['values'] = {}
  for (const { block, element } of valueElements(after.blocks)) {
    const id = String(element.action_id)
    const state = before.state.values[block]?.[id]
    if (state !== undefined) kept[block] = { ...kept[block], [id]: state }
  }
  return kept
}
