import { usePage } from '../context.ts'
import { asText } from '../form.ts'
import { type ElementView, placeholder } from './element.ts'
import { useChoice } from './use-choice.ts'

/** One person, or one channel. */
export const PeopleSelect: ElementView = ({ element, block, id, live, label }) => {
  const [value, change] = useChoice(block, element, live)
  const { people, channels } = usePage()
  const choices =
    element.type === 'users_select'
      ? [...people.values()].map(p => ({ id: p.id, name: `${p.realName} (@${p.name})` }))
      : [...channels.values()].filter(c => !c.isDirect).map(c => ({ id: c.id, name: `#${c.name}` }))
  return (
    <select
      id={id}
      aria-label={label}
      value={asText(value)}
      onChange={e => change(e.currentTarget.value === '' ? null : e.currentTarget.value)}
    >
      <option value="">{placeholder(element) || 'Choose …'}</option>
      {choices.map(c => (
        <option key={c.id} value={c.id}>
          {c.name}
        </option>
      ))}
    </select>
  )
}
