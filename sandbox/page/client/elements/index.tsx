import { Button } from './button.tsx'
import { ChoiceList } from './choice-list.tsx'
import type { ElementProps, ElementView } from './element.ts'
import { Moment } from './moment.tsx'
import { Overflow } from './overflow.tsx'
import { PeopleSelect } from './people-select.tsx'
import { StaticSelect } from './static-select.tsx'
import { TextInput } from './text-input.tsx'

/** Every element that can be drawn. */
export const elements: Record<string, ElementView> = {
  button: Button,
  overflow: Overflow,
  plain_text_input: TextInput,
  number_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  static_select: StaticSelect,
  users_select: PeopleSelect,
  conversations_select: PeopleSelect,
  channels_select: PeopleSelect,
  multi_static_select: ChoiceList,
  multi_users_select: ChoiceList,
  radio_buttons: ChoiceList,
  checkboxes: ChoiceList,
  datepicker: Moment,
  timepicker: Moment,
  datetimepicker: Moment,
}

export function ElementOf(props: ElementProps) {
  const View = elements[props.element.type]
  if (View === undefined) return <p class="unknown">Nothing here can draw a “{props.element.type}”.</p>
  return <View {...props} />
}
