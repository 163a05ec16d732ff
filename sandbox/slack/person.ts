import { type Choice, type Element, stateOf } from './elements.ts'
import { type GestureParts, Gestures } from './gestures.ts'
import { type Button, blockTexts, buttonsOf, renderMessage, renderText, type Visible } from './render.ts'
import type { Channel, SlackState, View } from './state.ts'

export type Modal = {
  title: string
  text: string
  fields: string[]
  /** What is said below the fields. */
  hints: string[]
  buttons: string[]
  submit: string | undefined
  errors: Record<string, string>
}
const words = (node: unknown) => (node as { text?: string } | undefined)?.text

/** A scripted person: types, reads what they can see, presses what they find by its label. */
export class Person {
  readonly user: string
  clicks = 0
  typed = 0
  readonly #state: SlackState
  readonly #does: Gestures

  constructor(parts: GestureParts) {
    this.user = parts.user
    this.#state = parts.state
    this.#does = new Gestures(parts)
  }

  /** Types a slash command; resolves on the ack. */
  async command(channelName: string, typed: string): Promise<{ ackMs: number; trigger: string }> {
    this.typed += typed.length
    return this.#does.command(this.#channel(channelName).id, typed)
  }

  say(channelName: string, text: string, thread?: string): string {
    this.typed += text.length
    return this.#does.say(this.#channel(channelName).id, text, thread)
  }

  /** Invites the bot, as `/invite @pitcrew` does. */
  inviteBot(channelName: string): void {
    this.#does.invite(this.#channel(channelName).id, this.#state.botUser)
  }

  /** What this person can see in a channel; `@pitcrew` is the direct one. */
  sees(channelName: string): Visible[] {
    const channel = this.#channel(channelName)
    if (channel.isPrivate && !channel.members.has(this.user)) return []
    return channel.messages
      .filter(m => m.only === undefined || m.only === this.user)
      .map(m => renderMessage(this.#state, m))
  }

  /** Names of the channels this person is in. */
  channels(): string[] {
    return [...this.#state.channels.values()]
      .filter(c => c.members.has(this.user) && !c.isDirect)
      .map(c => c.name)
  }

  /** Presses the newest button of that label; `beside` tells equal ones in one message apart. */
  async press(label: string, channelName: string, beside = ''): Promise<void> {
    const channel = this.#channel(channelName)
    const hit = this.sees(channelName)
      .toReversed()
      .map(m => ({ ts: m.ts, b: m.buttons.find(b => b.label === label && b.beside?.includes(beside)) }))
      .find(x => x.b !== undefined)
    if (hit?.b === undefined) throw new Error(`${this.user} sees no button “${label}” in ${channelName}`)
    this.clicks++
    await this.#does.pressInMessage(channel.id, hit.ts, hit.b)
  }

  /** Presses a button of one message. */
  async pressOn(ts: string, label: string, channelName: string): Promise<void> {
    const b = this.sees(channelName)
      .find(m => m.ts === ts)
      ?.buttons.find(button => button.label === label)
    if (b === undefined) throw new Error(`${this.user} sees no button “${label}” on ${ts}`)
    this.clicks++
    await this.#does.pressInMessage(this.#channel(channelName).id, ts, b)
  }

  /** Sends a press that no client would offer. */
  async forge(channel: string, ts: string, b: Button): Promise<void> {
    this.clicks++
    const text = { type: 'plain_text', text: b.label }
    await this.#does.forge(channel, ts, {
      action_id: b.actionId,
      block_id: b.blockId,
      value: b.value,
      text,
    })
  }

  /** A button inside the open modal. */
  async pressInModal(label: string): Promise<void> {
    const view = this.#view()
    const button = view.blocks.flatMap(buttonsOf).find(b => b.label === label)
    if (button === undefined) throw new Error(`The modal has no button “${label}”`)
    this.clicks++
    await this.#does.pressInView(view.id, button)
  }

  modal(): Modal | undefined {
    const view = this.#state.stacks.get(this.user)?.at(-1)
    return view === undefined ? undefined : this.#read(view)
  }

  /** Looks at the app's Home tab; what is there comes a moment later. */
  openHome(): void {
    this.clicks++
    this.#does.openHome()
  }
  async pressInHome(label: string): Promise<void> {
    const view = this.#state.homes.get(this.user)
    const button = view?.blocks.flatMap(buttonsOf).find(b => b.label === label)
    if (view === undefined || button === undefined) throw new Error(`The Home tab has no button “${label}”`)
    this.clicks++
    await this.#does.pressInView(view.id, button)
  }
  home(): Modal | undefined {
    const view = this.#state.homes.get(this.user)
    return view === undefined ? undefined : this.#read(view)
  }

  /** Fills fields by their labels: a text, a label of an option (or several), a user id or a moment in ms. */
  fill(values: Record<string, string | number | string[]>): void {
    const view = this.#view()
    for (const [label, value] of Object.entries(values)) {
      const block = view.blocks.find(b => b.type === 'input' && words(b.label) === label)
      if (block === undefined)
        throw new Error(`No field “${label}”; there are: ${this.modal()?.fields.join(', ')}`)
      const element = block.element as Element
      const choice = Array.isArray(value)
        ? value.map(v => String(this.#choice(element, v)))
        : this.#choice(element, value)
      const state = stateOf(element, choice)
      view.state.values[String(block.block_id)] = { [String(element.action_id)]: state }
    }
  }

  /** Chooses in a field that the app follows at once. */
  async choose(label: string, value: string | string[]): Promise<void> {
    this.fill({ [label]: value })
    const view = this.#view()
    const block = view.blocks.find(b => b.type === 'input' && words(b.label) === label)
    const element = block?.element as Element
    if (block?.dispatch_action !== true) throw new Error(`The app is not told of “${label}” at once.`)
    const choice = Array.isArray(value)
      ? value.map(v => String(this.#choice(element, v)))
      : this.#choice(element, value)
    await this.#does.pressInView(view.id, {
      blockId: String(block.block_id),
      actionId: String(element.action_id),
      choice,
    })
  }

  /** Submits the open modal; resolves on the ack. */
  async submit(): Promise<void> {
    this.clicks++
    await this.#does.submit(this.#view().id)
  }

  close(): void {
    this.#does.close(true)
  }

  async messageShortcut(callbackId: string, channelName: string, ts: string): Promise<void> {
    this.clicks++
    await this.#does.messageShortcut(callbackId, this.#channel(channelName).id, ts)
  }

  /** A shortcut from anywhere, by its callback id. */
  async shortcut(callbackId: string): Promise<void> {
    this.clicks++
    await this.#does.shortcut(callbackId)
  }

  #read(view: View): Modal {
    return {
      title: words(view.title) ?? '',
      text: view.blocks
        .flatMap(blockTexts)
        .map(t => renderText(this.#state, t))
        .join('\n'),
      fields: view.blocks.filter(b => b.type === 'input').map(b => words(b.label) ?? ''),
      hints: view.blocks.flatMap(b => words(b.hint) ?? []),
      buttons: view.blocks.flatMap(buttonsOf).map(b => b.label),
      submit: words(view.submit),
      errors: view.errors ?? {},
    }
  }

  #view(): View {
    const view = this.#state.stacks.get(this.user)?.at(-1)
    if (view === undefined) throw new Error(`${this.user} has no modal open`)
    return view
  }

  #channel(name: string): Channel {
    if (name === '@pitcrew') return this.#state.direct(this.user)
    const channel = this.#state.channelNamed(name.replace(/^#/, ''))
    if (channel === undefined) throw new Error(`There is no channel ${name}`)
    return channel
  }

  #choice(element: Element, value: string | number): Choice {
    if (element.type === 'datetimepicker') return String(Math.floor(Number(value) / 1000))
    if (element.options === undefined) {
      if (element.type !== 'users_select') this.typed += String(value).length
      return String(value)
    }
    const options = element.options as { value: string; text: { text: string } }[]
    const chosen = options.find(o => o.text.text === value || o.text.text.startsWith(`${value} `))
    if (chosen === undefined) throw new Error(`No option “${value}”`)
    return chosen.value
  }
}
