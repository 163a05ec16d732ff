import { usePage } from '../context.ts'
import { asText } from '../form.ts'
import type { ElementView } from './element.ts'
import { useChoice } from './use-choice.ts'

const kinds: Record<string, 'date' | 'time' | 'datetime-local'> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
}

/** Date, time, or both; a moment is in the reader's zone. */
export const Moment: ElementView = ({ element, block, id, live, label }) => {
  const [value, change] = useChoice(block, element, live)
  const { me } = usePage()
  const both = element.type === 'datetimepicker'
  const shown = asText(value)
  return (
    <span class="moment">
      <input
        id={id}
        type={kinds[element.type] ?? 'datetime-local'}
        aria-label={label}
        value={both && shown !== '' ? toLocal(Number(shown) * 1000, me.tz) : shown}
        onChange={e => {
          const typed = e.currentTarget.value
          if (typed === '') return change(null)
          change(both ? String(Math.floor(fromLocal(typed, me.tz) / 1000)) : typed)
        }}
      />
      {both && <small>{me.tz}</small>}
    </span>
  )
}

function parts(ms: number, tz: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: tz,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(ms)
}
const toLocal = (ms: number, tz: string) => parts(ms, tz).replace(' ', 'T')

/** `2025-01-20T14:32` in a zone → ms. Asks the zone twice, for the days on which it changes. */
export function fromLocal(local: string, tz: string): number {
  const wanted = Date.parse(`${local}Z`)
  let at = wanted
  for (let i = 0; i < 2; i++) at += wanted - Date.parse(`${toLocal(at, tz)}Z`)
  return at
}
