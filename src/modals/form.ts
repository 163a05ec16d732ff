/** What Slack sends of a submitted modal: block id → action id → the element's state. */
export type FormState = Record<string, Record<string, ElementState>>
type ElementState = {
  type: string
  value?: string | null | undefined
  selected_option?: { value: string } | null | undefined
  selected_user?: string | null | undefined
  selected_options?: { value: string }[] | null | undefined
  selected_date_time?: number | null | undefined
}

/** Either what was filled in, or a word beside each field that does not fit. */
export type Read<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> }

/** The text, choice or person of one field; undefined when left empty. */
export function readField(state: FormState, id: string): string | undefined {
  const element = state[id]?.value
  const found = element?.value ?? element?.selected_option?.value ?? element?.selected_user ?? undefined
  return found === undefined || found === null || found.trim() === '' ? undefined : found.trim()
}

/** A date-time field, as milliseconds. */
export function readMoment(state: FormState, id: string): number | undefined {
  const seconds = state[id]?.value?.selected_date_time
  return seconds === undefined || seconds === null ? undefined : seconds * 1000
}

/** What was ticked. */
export function readChoices(state: FormState, id: string): string[] {
  return (state[id]?.value?.selected_options ?? []).map(o => o.value)
}

export function readChoice<T extends string>(
  state: FormState,
  id: string,
  allowed: readonly T[],
): T | undefined {
  const found = readField(state, id)
  return allowed.find(a => a === found)
}
