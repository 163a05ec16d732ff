import { asText, groupsOf, type Option } from '../form.ts'
import { type ElementView, placeholder } from './element.ts'
import { useChoice } from './use-choice.ts'

const Options = ({ options }: { options: Option[] }) => (
  <>
    {options.map(o => (
      <option key={o.value} value={o.value}>
        {o.text.text}
      </option>
    ))}
  </>
)

export const StaticSelect: ElementView = ({ element, block, id, live, label }) => {
  const [value, change] = useChoice(block, element, live)
  const groups = groupsOf(element)
  return (
    <select
      id={id}
      aria-label={label}
      value={asText(value)}
      onChange={e => change(e.currentTarget.value === '' ? null : e.currentTarget.value)}
    >
      <option value="">{placeholder(element) || 'Choose …'}</option>
      <Options options={(element.options as Option[] | undefined) ?? []} />
      {groups.map(g => (
        <optgroup key={g.label.text} label={g.label.text}>
          <Options options={g.options} />
        </optgroup>
      ))}
    </select>
  )
}
