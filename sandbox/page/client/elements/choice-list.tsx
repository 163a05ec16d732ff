import { usePage } from '../context.ts'
import { asList, type Element, type Option, optionsOf } from '../form.ts'
import { TextObject } from '../text/text.tsx'
import type { ElementView } from './element.ts'
import { useChoice } from './use-choice.ts'

/** Radio buttons (one), checkboxes and menus of several. */
export const ChoiceList: ElementView = ({ element, block, id, live, label }) => {
  const [value, change] = useChoice(block, element, live)
  const { people } = usePage()
  const one = element.type === 'radio_buttons'
  const chosen = asList(value)
  const toggle = (v: string) =>
    change(one ? v : chosen.includes(v) ? chosen.filter(c => c !== v) : [...chosen, v])
  return (
    <fieldset class="choices" aria-label={label} aria-describedby={`${id}-more`}>
      {choicesOf(element, [...people.values()]).map((o, i) => (
        <label key={o.value} class="choice">
          <input
            type={one ? 'radio' : 'checkbox'}
            name={id}
            id={i === 0 ? id : undefined}
            checked={chosen.includes(o.value)}
            onChange={() => toggle(o.value)}
          />
          <span>
            <TextObject text={o.text} />
            {o.description !== undefined && (
              <small>
                <TextObject text={o.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function choicesOf(element: Element, people: { id: string; name: string }[]): Option[] {
  if (element.type !== 'multi_users_select') return optionsOf(element)
  return people.map(p => ({ value: p.id, text: { type: 'plain_text', text: `@${p.name}` } }))
}
