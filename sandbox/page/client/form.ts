import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export type Choice = string | string[] | null
export type Option = {
  value: string
  text: { type: string; text: string }
  description?: { type: string; text: string }
}
/** An element as the app sent it. */
export type Element = Record<string, unknown> & { type: string; action_id?: string }
export type Confirm = {
  title: { text: string }
  text: { type?: string; text: string }
  confirm: { text: string }
  deny: { text: string }
  style?: string
}

/** Where an element is: it keeps what is chosen, and sends presses. */
export type Surface = {
  value(block: string, element: Element): Choice
  set(block: string, action: string, choice: Choice): void
  /** Tells the app; asks first where the element says so. */
  press(block: string, element: Element, choice?: Choice): void
  errors: Record<string, string>
  /** Presses are under way. */
  busy: boolean
}

const Context = createContext<Surface | undefined>(undefined)
export const SurfaceProvider = Context.Provider
export function useSurface(): Surface {
  const surface = useContext(Context)
  if (surface === undefined) throw new Error('This element is on no surface.')
  return surface
}

export const optionsOf = (e: Element): Option[] => [
  ...((e.options as Option[] | undefined) ?? []),
  ...groupsOf(e).flatMap(g => g.options),
]
export const groupsOf = (e: Element) =>
  (e.option_groups as { label: { text: string }; options: Option[] }[] | undefined) ?? []

/** What the app preset. */
export function presetOf(e: Element): Choice {
  const option = e.initial_option as Option | undefined
  const several = e.initial_options as Option[] | undefined
  if (option !== undefined) return option.value
  if (several !== undefined) return several.map(o => o.value)
  if (e.initial_date_time !== undefined) return String(e.initial_date_time)
  for (const key of ['value', 'user', 'users', 'date', 'time', 'conversation', 'channel']) {
    const preset = e[`initial_${key}`]
    if (preset !== undefined) return preset as Choice
  }
  return e.type === 'checkboxes' || e.type.startsWith('multi_') ? [] : null
}

export const isEmpty = (c: Choice) => c === null || c === '' || (Array.isArray(c) && c.length === 0)
export const asText = (c: Choice) => (Array.isArray(c) ? (c[0] ?? '') : (c ?? ''))
export const asList = (c: Choice) => (Array.isArray(c) ? c : c === null || c === '' ? [] : [c])
