import type { Button, KnownBlock, ModalView, Option, HomeView as SlackHomeView } from '@slack/types'
import type { ActionId } from './action-ids.ts'
import { nameAuthors } from './author.ts'
import { Markup, plain, type SafeText, truncate } from './safe-text.ts'

declare const blockBrand: unique symbol
/** A block made by the builders below: nothing raw gets in. */
export type SafeBlock = KnownBlock & { readonly [blockBrand]: true }
export type SafeButton = Button & { readonly [blockBrand]: true }
/** `text` is what notifications and screen readers say. */
export type Message = { text: SafeText; blocks: readonly SafeBlock[]; attachment?: Attachment }
/** A coloured bar with short facts beside each other, below the blocks. */
export type Attachment = {
  color: 'good' | 'warning' | 'danger'
  fields: { title: SafeText; value: SafeText; short: boolean }[]
}
export type View = ModalView & { readonly [blockBrand]: true }

export type HomeView = SlackHomeView & { readonly [blockBrand]: true }

const bless = (block: KnownBlock) => block as SafeBlock
const sectionLimit = 3000

export function section(text: Markup, accessory?: SafeButton): SafeBlock {
  const content = { type: 'mrkdwn' as const, text: truncate(text.text, sectionLimit) }
  return bless({ type: 'section', text: content, ...(accessory === undefined ? {} : { accessory }) })
}

/** Lines below each other, in as many sections as they need: a section that is too long would lose its end. */
export function sections(lines: (Markup | undefined)[]): SafeBlock[] {
  const packed: string[] = []
  for (const line of lines.flatMap(l => (l === undefined || l.text === '' ? [] : [l.text as string]))) {
    const last = packed.at(-1)
    const together = last === undefined ? line : `${last}\n${line}`
    if (last !== undefined && together.length <= sectionLimit) packed[packed.length - 1] = together
    else packed.push(line)
  }
  return packed.map(text => section(new Markup(text)))
}

export function header(words: string): SafeBlock {
  return bless({ type: 'header', text: { type: 'plain_text', text: plain(words, 150), emoji: true } })
}

export function context(text: Markup): SafeBlock {
  return bless({ type: 'context', elements: [{ type: 'mrkdwn', text: truncate(text.text, 2000) }] })
}

export function divider(): SafeBlock {
  return bless({ type: 'divider' })
}

export function actions(buttons: SafeButton[]): SafeBlock[] {
  return buttons.length === 0 ? [] : [bless({ type: 'actions', elements: buttons.slice(0, 25) })]
}

export function button(
  id: ActionId,
  label: string,
  value: string,
  {
    confirm,
    ...options
  }: {
    style?: 'primary' | 'danger'
    url?: string
    /** Asked before it counts: what it does. */
    confirm?: { title: string; text: Markup }
  } = {},
): SafeButton {
  return {
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: plain(label, 75), emoji: true },
    value,
    ...options,
    ...(confirm === undefined ? {} : { confirm: dialog(label, confirm) }),
  } as unknown as SafeButton
}

const dialog = (label: string, { title, text }: { title: string; text: Markup }) => ({
  title: { type: 'plain_text', text: plain(title, 100) },
  text: { type: 'mrkdwn', text: truncate(text.text, 300) },
  confirm: { type: 'plain_text', text: plain(label, 30) },
  deny: { type: 'plain_text', text: 'Not now' },
})

export function message(text: Markup, blocks: SafeBlock[]): Message {
  return { text: truncate(text.text, sectionLimit) as SafeText, blocks: fitBlocks(blocks) }
}

/** `short`: two of them share a line. */
export function attachment(
  color: Attachment['color'],
  fields: [title: string, value: Markup, width: 'short' | 'long'][],
): Attachment {
  return {
    color,
    fields: fields.map(([title, value, width]) => ({
      title: plain(title, 100) as unknown as SafeText,
      value: truncate(value.text, 2000) as SafeText,
      short: width === 'short',
    })),
  }
}

/** A drill says so in every message. */
export function markDrill(m: Message): Message {
  const text = `DRILL · ${m.text}` as SafeText
  return {
    ...m,
    text,
    blocks: fitBlocks([context(new Markup('🎯 *DRILL*: nothing here is real.')), ...m.blocks]),
  }
}

const mostBlocks = 50
const mostCharacters = 12_500

/** Slack refuses a message that is too long as a whole: the last blocks give way, and it says so. */
function fitBlocks(blocks: SafeBlock[]): SafeBlock[] {
  const kept: SafeBlock[] = []
  let size = 0
  for (const block of blocks) {
    size += JSON.stringify(block).length
    if (kept.length >= mostBlocks - 1 || size > mostCharacters) {
      kept.push(
        context(new Markup(`… and ${blocks.length - kept.length} more parts than fit into one message.`)),
      )
      return kept
    }
    kept.push(block)
  }
  return kept
}

type Choice = { value: string; label: string; hint?: string }

function option({ value, label, hint }: Choice): Option {
  return {
    value,
    text: { type: 'plain_text', text: plain(label, 75) },
    ...(hint === undefined ? {} : { description: { type: 'plain_text', text: plain(hint, 75) } }),
  } as Option
}

type Field = {
  id: string
  label: string
  optional?: boolean
  hint?: string
  /** Each choice is sent at once, so that the form can follow it. */
  live?: boolean
}

function input(field: Field, element: object): SafeBlock {
  return bless({
    type: 'input',
    block_id: field.id,
    label: { type: 'plain_text', text: plain(field.label, 2000) },
    optional: field.optional ?? false,
    ...(field.live === true ? { dispatch_action: true } : {}),
    ...(field.hint === undefined ? {} : { hint: { type: 'plain_text', text: plain(field.hint, 2000) } }),
    element: { action_id: 'value', ...element },
  } as unknown as KnownBlock)
}

/** `focus`: the cursor stands here when the form opens. */
export function textField(
  field: Field & { value?: string; multiline?: boolean; most?: number; focus?: boolean },
): SafeBlock {
  return input(field, {
    type: 'plain_text_input',
    multiline: field.multiline ?? false,
    max_length: field.most ?? 3000,
    ...(field.focus === true ? { focus_on_load: true } : {}),
    ...(field.value ? { initial_value: plain(field.value, field.most ?? 3000) } : {}),
  })
}

export function numberField(field: Field & { value?: string }): SafeBlock {
  const value = field.value === undefined ? {} : { initial_value: field.value }
  return input(field, { type: 'number_input', is_decimal_allowed: false, min_value: '0', ...value })
}

export function momentField(field: Field & { at?: number }): SafeBlock {
  const at = field.at === undefined ? {} : { initial_date_time: Math.floor(field.at / 1000) }
  return input(field, { type: 'datetimepicker', ...at })
}

export function userField(field: Field & { value?: string }): SafeBlock {
  return input(field, { type: 'users_select', ...(field.value ? { initial_user: field.value } : {}) })
}

export function radioField(field: Field & { choices: Choice[]; value?: string }): SafeBlock {
  return choiceField('radio_buttons', field)
}

export function checkboxField(field: Field & { choices: Choice[]; ticked?: string[] }): SafeBlock {
  const ticked = field.choices.filter(c => field.ticked?.includes(c.value))
  return input(field, {
    type: 'checkboxes',
    options: field.choices.slice(0, 10).map(option),
    ...(ticked.length === 0 ? {} : { initial_options: ticked.map(option) }),
  })
}

export function selectField(field: Field & { choices: Choice[]; value?: string }): SafeBlock {
  return choiceField('static_select', field)
}

function choiceField(type: string, field: Field & { choices: Choice[]; value?: string }): SafeBlock {
  const chosen = field.choices.find(c => c.value === field.value)
  return input(field, {
    type,
    options: field.choices.slice(0, type === 'static_select' ? 100 : 10).map(option),
    ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
  })
}

export function modal(m: {
  callbackId: string
  title: string
  submit?: string
  close?: string
  meta: string
  blocks: SafeBlock[]
}): View {
  const label = (text: string) => ({ type: 'plain_text' as const, text: plain(text, 24) })
  return nameAuthors({
    type: 'modal',
    callback_id: m.callbackId,
    title: label(m.title),
    close: label(m.close ?? 'Cancel'),
    ...(m.submit === undefined ? {} : { submit: label(m.submit) }),
    private_metadata: m.meta,
    blocks: m.blocks.slice(0, 100),
  }) as unknown as View
}

export function homeView(blocks: SafeBlock[]): HomeView {
  return nameAuthors({ type: 'home', blocks: blocks.slice(0, 100) }) as unknown as HomeView
}
