import type { ComponentChildren, RefObject } from 'preact'

type Props = {
  look: string
  label: string
  /** Where messages arrive. */
  role?: 'log'
  box?: RefObject<HTMLElement | null>
  children: ComponentChildren
}

/** A named part that scrolls by itself: reachable by keyboard, or its end could not be read. */
export function ScrollRegion({ look, label, role, box, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class={look} aria-label={label} tabIndex={0} {...(role && { role })} {...(box && { ref: box })}>
      {children}
    </section>
  )
}
