// One class for what one person can do; its parts are small and read together.
import { type Button, blockTexts, buttonsOf, renderMessage, renderText, type Visible } from './render.ts'
import type { Acked, Sockets } from './sockets.ts'
import type { Channel, SlackState, View } from './state.ts'

type Parts = { user: string; state: SlackState; sockets: Sockets; baseUrl: string }
type Element = Record<string, unknown>
export type Modal = {
  title: string
  text: string
  fields: string[]
  buttons: string[]
  submit: string | undefined
  errors: Record<string, string>
}

/** A scripted person: types, reads what they can see, presses what they find by its label. */
export class Person {
  readonly user: string
  clicks = 0
  typed = 0
  readonly #p: Parts

  constructor(parts: Parts) {
    this.user = parts.user
    this.#p = parts
  }

  /** Types a slash command; resolves on the ack. */
  async command(channelName: string, typed: string): Promise<{ ackMs: number; trigger: string }> {
    const { state, baseUrl } = this.#p
    const channel = this.#channel(channelName)
    this.typed += typed.length
    const [command, ...rest] = typed.split(' ')
    const response = state.id('R')
    state.responses.set(response, { channel: channel.id, user: this.user, uses: 0 })
    const trigger = state.trigger(this.user)
    const acked = await this.#deliver('slash_commands', {
      command,
      text: rest.join(' '),
      user_id: this.user,
      user_name: state.users.get(this.user)?.name,
      team_id: state.team,
      channel_id: channel.id,
      channel_name: channel.name,
      api_app_id: state.appId,
      trigger_id: trigger,
      response_url: `${baseUrl}/response/${response}`,
    })
    return { ackMs: acked.ackMs, trigger }
  }

  say(channelName: string, words: string): string {
    const channel = this.#channel(channelName)
    const ts = this.#p.state.ts()
    this.typed += words.length
    channel.messages.push({ ts, user: this.user, text: words, blocks: [] })
    return ts
  }

  /** What this person can see in a channel; `@pitcrew` is the direct one. */
  sees(channelName: string): Visible[] {
    const channel = this.#channel(channelName)
    if (channel.isPrivate && !channel.members.has(this.user)) return []
    return channel.messages
      .filter(m => m.only === undefined || m.only === this.user)
      .map(m => renderMessage(this.#p.state, m))
  }

  /** Names of the channels this person is in. */
  channels(): string[] {
    return [...this.#p.state.channels.values()]
      .filter(c => c.members.has(this.user) && !c.isDirect)
      .map(c => c.name)
  }

  /** Presses the newest button of that label. */
  async press(label: string, channelName: string): Promise<void> {
    const channel = this.#channel(channelName)
    const hit = this.sees(channelName)
      .toReversed()
      .map(m => ({ m, b: m.buttons.find(b => b.label === label) }))
      .find(x => x.b !== undefined)
    if (hit?.b === undefined) throw new Error(`${this.user} sees no button “${label}” in ${channelName}`)
    await this.pressRaw(channel.id, hit.m.ts, hit.b)
  }

  async pressRaw(channel: string, ts: string, button: Button): Promise<void> {
    this.clicks++
    await this.#deliver('interactive', {
      type: 'block_actions',
      ...this.#who(),
      channel: { id: channel, name: this.#p.state.channels.get(channel)?.name },
      container: { type: 'message', message_ts: ts, channel_id: channel },
      message: { ts },
      actions: [this.#action(button)],
    })
  }

  /** A button inside the open modal. */
  async pressInModal(label: string): Promise<void> {
    const view = this.#view()
    const button = view.blocks.flatMap(buttonsOf).find(b => b.label === label)
    if (button === undefined) throw new Error(`The modal has no button “${label}”`)
    this.clicks++
    await this.#deliver('interactive', {
      type: 'block_actions',
      ...this.#who(),
      container: { type: 'view', view_id: view.id },
      view,
      actions: [this.#action(button)],
    })
  }

  modal(): Modal | undefined {
    const view = this.#p.state.stacks.get(this.user)?.at(-1)
    if (view === undefined) return undefined
    const words = (node: unknown) => (node as { text?: string } | undefined)?.text
    return {
      title: words(view.title) ?? '',
      text: view.blocks
        .flatMap(blockTexts)
        .map(t => renderText(this.#p.state, t))
        .join('\n'),
      fields: view.blocks.filter(b => b.type === 'input').map(b => words(b.label) ?? ''),
      buttons: view.blocks.flatMap(buttonsOf).map(b => b.label),
      submit: words(view.submit),
      errors: view.errors ?? {},
    }
  }

  /** Fills fields by their labels: a text, a label of an option, a user id or a moment in ms. */
  fill(values: Record<string, string | number>): void {
    const view = this.#view()
    for (const [label, value] of Object.entries(values)) {
      const block = view.blocks.find(b => b.type === 'input' && (b.label as { text: string }).text === label)
      if (block === undefined)
        throw new Error(`No field “${label}”; there are: ${this.modal()?.fields.join(', ')}`)
      const element = block.element as Element
      const id = String(block.block_id)
      view.state.values[id] = { [String(element.action_id)]: this.#stateOf(element, value) }
    }
  }

  /** Submits the open modal; resolves on the ack. */
  async submit(): Promise<void> {
    const view = this.#view()
    const { state } = this.#p
    this.clicks++
    const values: View['state']['values'] = {}
    for (const block of view.blocks.filter(b => b.type === 'input')) {
      const element = block.element as Element
      const id = String(block.block_id)
      values[id] = view.state.values[id] ?? { [String(element.action_id)]: this.#initial(element) }
    }
    const { errors: _, owner: __, ...shown } = view
    const acked = await this.#deliver('interactive', {
      type: 'view_submission',
      ...this.#who(),
      view: { ...shown, state: { values } },
    })
    const answer = acked.payload
    const stack = state.stacks.get(this.user) ?? []
    if (answer.response_action === 'errors') view.errors = answer.errors as Record<string, string>
    else if (answer.response_action === 'clear') state.stacks.delete(this.user)
    else state.stacks.set(this.user, stack.slice(0, -1))
  }

  close(): void {
    this.#p.state.stacks.delete(this.user)
  }

  async messageShortcut(callbackId: string, channelName: string, ts: string): Promise<void> {
    const channel = this.#channel(channelName)
    const message = channel.messages.find(m => m.ts === ts)
    this.clicks++
    await this.#deliver('interactive', {
      type: 'message_action',
      callback_id: callbackId,
      ...this.#who(),
      channel: { id: channel.id, name: channel.name },
      message_ts: ts,
      message: { type: 'message', ts, user: message?.user, text: message?.text },
      response_url: `${this.#p.baseUrl}/response/none`,
      action_ts: this.#p.state.ts(),
    })
  }

  /** A shortcut from anywhere, by its callback id. */
  async shortcut(callbackId: string): Promise<void> {
    this.clicks++
    const action_ts = this.#p.state.ts()
    await this.#deliver('interactive', {
      type: 'shortcut',
      callback_id: callbackId,
      ...this.#who(),
      action_ts,
    })
  }

  #who() {
    const { state } = this.#p
    return {
      user: { id: this.user, team_id: state.team, username: state.users.get(this.user)?.name },
      team: { id: state.team, domain: 'sandbox' },
      api_app_id: state.appId,
      token: 'sandbox',
      trigger_id: state.trigger(this.user),
      is_enterprise_install: false,
    }
  }

  #action(b: Button) {
    const text = { type: 'plain_text', text: b.label }
    return {
      type: 'button',
      action_id: b.actionId,
      block_id: b.blockId,
      value: b.value,
      text,
      action_ts: this.#p.state.ts(),
    }
  }

  async #deliver(type: string, payload: Record<string, unknown>): Promise<Extract<Acked, { ackMs: number }>> {
    const acked = await this.#p.sockets.deliver(type, payload)
    if ('undelivered' in acked) throw new Error('dispatch_failed: the app is not connected')
    if ('late' in acked) throw new Error('operation_timeout: the app did not answer within 3 s')
    return acked
  }

  #view(): View {
    const view = this.#p.state.stacks.get(this.user)?.at(-1)
    if (view === undefined) throw new Error(`${this.user} has no modal open`)
    return view
  }

  #channel(name: string): Channel {
    const { state } = this.#p
    if (name === '@pitcrew') return state.direct(this.user)
    const channel = state.channelNamed(name.replace(/^#/, ''))
    if (channel === undefined) throw new Error(`There is no channel ${name}`)
    return channel
  }

  #stateOf(element: Element, value: string | number): Record<string, unknown> {
    const type = String(element.type)
    if (type === 'datetimepicker') return { type, selected_date_time: Math.floor(Number(value) / 1000) }
    if (type === 'users_select') return { type, selected_user: value }
    if (type === 'radio_buttons' || type === 'static_select') {
      const options = element.options as { text: { text: string } }[]
      const chosen = options.find(o => o.text.text === value || o.text.text.startsWith(`${value} `))
      if (chosen === undefined) throw new Error(`No option “${value}”`)
      return { type, selected_option: chosen }
    }
    this.typed += String(value).length
    return { type, value: String(value) }
  }

  #initial(element: Element): Record<string, unknown> {
    const type = String(element.type)
    if (type === 'users_select') return { type, selected_user: element.initial_user ?? null }
    if (type === 'datetimepicker') return { type, selected_date_time: null }
    if (type === 'radio_buttons' || type === 'static_select')
      return { type, selected_option: element.initial_option ?? null }
    return { type, value: element.initial_value ?? null }
  }
}
