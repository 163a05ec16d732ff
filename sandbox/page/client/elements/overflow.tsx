import { optionsOf, useSurface } from '../form.ts'
import { Menu } from '../parts/menu.tsx'
import type { ElementView } from './element.ts'

export const Overflow: ElementView = ({ element, block }) => {
  const surface = useSurface()
  const items = optionsOf(element).map(o => ({
    label: o.text.text,
    run: () => surface.press(block, element, o.value),
  }))
  return <Menu label="More actions" sign="⋯" items={items} />
}
