import { useSurface } from '../form.ts'
import { TextObject } from '../text/text.tsx'
import type { ElementView } from './element.ts'

export const Button: ElementView = ({ element, block }) => {
  const surface = useSurface()
  const text = element.text as { type: string; text: string }
  const label = element.accessibility_label as string | undefined
  const look = `button ${element.style === 'primary' || element.style === 'danger' ? element.style : ''}`
  const press = () => surface.press(block, element)
  if (typeof element.url === 'string' && /^https?:/.test(element.url))
    return (
      <a class={look} href={element.url} target="_blank" rel="noreferrer noopener" onClick={press}>
        <TextObject text={text} />
      </a>
    )
  return (
    <button type="button" class={look} aria-label={label} disabled={surface.busy} onClick={press}>
      <TextObject text={text} />
    </button>
  )
}
