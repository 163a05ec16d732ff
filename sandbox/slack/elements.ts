import type { Block } from './state.ts'

export type Element = Record<string, unknown> & { type: string }
/** What a person chose or typed: a text, an id, an option's value, or several of them. */
export type Choice = string | string[] | null
type Option = { value: string; text: { text: string } }

type Kind = {
  /** Choice → the element's part of `view.state.values` and of an action. */
  stateOf(e: Element, choice: Choice): Record<string, unknown>
  /** The choice that the app preset. */
  initial(e: Element): Choice
}

const one = (c: Choice): string | null => (Array.isArray(c) ? (c[0] ?? null) : c === '' ? null : c)
const many = (c: Choice): string[] => (Array.isArray(c) ? c : c === null ? [] : [c])
const preset = (e: Element, key: string): Choice => (e[key] as Choice | undefined) ?? null
const optionsOf = (e: Element): Option[] => [
  ...((e.options as Option[] | undefined) ?? []),
  ...((e.option_groups as { options: Option[] }[] | undefined) ?? []).flatMap(g => g.options),
]

function pick(e: Element, value: string | null): Option | null {
  if (value === null) return null
  const option = optionsOf(e).find(o => o.value === value)
  if (option === undefined) throw new Error(`There is no option “${value}”.`)
  return option
}

const typed: Kind = {
  stateOf: (_, c) => ({ value: one(c) }),
  initial: e => preset(e, 'initial_value'),
}
const single: Kind = {
  stateOf: (e, c) => ({ selected_option: pick(e, one(c)) }),
  initial: e => (e.initial_option as Option | undefined)?.value ?? null,
}
const several: Kind = {
  stateOf: (e, c) => ({ selected_options: many(c).map(v => pick(e, v)) }),
  initial: e => ((e.initial_options as Option[] | undefined) ?? []).map(o => o.value),
}
const plain = (selected: string, initial: string): Kind => ({
  stateOf: (_, c) => ({ [selected]: one(c) }),
  initial: e => preset(e, initial),
})
const list = (selected: string, initial: string): Kind => ({
  stateOf: (_, c) => ({ [selected]: many(c) }),
  initial: e => preset(e, initial) ?? [],
})

/** Every element that can hold a value. */
const kinds: Record<string, Kind> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: single,
  radio_buttons: single,
  overflow: single,
  multi_static_select: several,
  checkboxes: several,
  users_select: plain('selected_user', 'initial_user'),
  conversations_select: plain('selected_conversation', 'initial_conversation'),
  channels_select: plain('selected_channel', 'initial_channel'),
  multi_users_select: list('selected_users', 'initial_users'),
  datepicker: plain('selected_date', 'initial_date'),
  timepicker: plain('selected_time', 'initial_time'),
  datetimepicker: {
    stateOf: (_, c) => ({ selected_date_time: one(c) === null ? null : Number(one(c)) }),
    initial: e => (e.initial_date_time === undefined ? null : String(e.initial_date_time)),
  },
}

export const valueTypes = Object.keys(kinds)

export function stateOf(element: Element, choice: Choice): Record<string, unknown> {
  const kind = kinds[element.type]
  if (kind === undefined) throw new Error(`A ${element.type} holds no value.`)
  return { type: element.type, ...kind.stateOf(element, choice) }
}

export const initialOf = (element: Element): Choice => kinds[element.type]?.initial(element) ?? null

/** The elements of a view that hold values, with the block they are in. */
export function valueElements(blocks: Block[]): { block: string; element: Element }[] {
  return blocks
    .flatMap(b => [b.element, b.accessory, ...((b.elements as unknown[] | undefined) ?? [])].map(e => [b, e]))
    .filter(
      (pair): pair is [Block, Element] => kinds[(pair[1] as Element | undefined)?.type ?? ''] !== undefined,
    )
    .map(([b, element]) => ({ block: String(b.block_id), element }))
}
