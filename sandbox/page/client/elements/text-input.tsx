import { asText } from '../form.ts'
import { type ElementView, placeholder } from './element.ts'
import { useChoice } from './use-choice.ts'

const modes: Record<string, 'decimal' | 'email' | 'url'> = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
}

export const TextInput: ElementView = ({ element, block, id }) => {
  const [value, change] = useChoice(block, element, false)
  const common = {
    id,
    value: asText(value),
    placeholder: placeholder(element),
    autocomplete: 'off',
    'aria-describedby': `${id}-more`,
    autofocus: element.focus_on_load === true,
    onInput: (e: { currentTarget: { value: string } }) => change(e.currentTarget.value),
  }
  if (element.multiline === true) return <textarea rows={4} {...common} />
  return <input type="text" inputMode={modes[element.type] ?? 'text'} {...common} />
}
