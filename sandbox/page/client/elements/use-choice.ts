import { type Choice, type Element, useSurface } from '../form.ts'
import { actionOf } from './element.ts'

/** The element's choice now, and how to change it. */
export function useChoice(block: string, element: Element, live: boolean): [Choice, (c: Choice) => void] {
  const surface = useSurface()
  const change = (c: Choice) => {
    surface.set(block, actionOf(element), c)
    if (live) surface.press(block, element, c)
  }
  return [surface.value(block, element), change]
}
