import { button, encodeMeta, join, type Markup, type SafeButton, safe } from '../blocks/index.ts'
import type { EventData } from '../incident/events.ts'

type Assessed = EventData<'severity.assessed'>

/** What the evidence suggests, and why in one line; every rule is behind a button. */
export function suggestion({ proposed, current, rules, unknown, kept }: Assessed): Markup {
  const met = rules.filter(r => r.verdict === 'met' && (kept || r.severity === proposed))
  const reasons = [
    ...new Set(met.map(r => `${r.title}: ${r.input}${/^[≥>]/.test(r.test) ? ` (${r.test})` : ''}`)),
  ]
  const why = reasons.length === 0 ? 'no rule asks for more' : reasons.join(', ')
  const held = kept ? safe` Not lowered while this is unknown: ${unknown.join(', ')}.` : undefined
  const open = !kept && unknown.length > 0 ? safe` Could not tell: ${unknown.join(', ')}.` : undefined
  const words =
    proposed === current
      ? safe`*Evidence suggests ${proposed}*, as it is`
      : safe`*Evidence suggests ${proposed}*`
  return join([safe`${words}: ${why}.`, held, open], '')
}

/** One click to take it, or to stay; another severity wants a reason. */
export function suggestionButtons(incident: string, { proposed, current }: Assessed): SafeButton[] {
  const meta = (s: Assessed['proposed']) => encodeMeta({ i: incident, s })
  const take =
    proposed === current
      ? button('accept-severity', `Keep ${current}`, meta(current))
      : button('accept-severity', `Make it ${proposed}`, meta(proposed), { style: 'primary' })
  return [
    take,
    button('open-severity', 'Another severity', encodeMeta({ i: incident })),
    button('show-rules', 'Why?', encodeMeta({ i: incident })),
  ]
}
