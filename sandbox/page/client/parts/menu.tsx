import { useId, useRef } from 'preact/hooks'

export type MenuItem = { label: string; hint?: string; danger?: boolean; run(): void }

/** A button that opens a list of buttons; the browser closes it on Escape and on a click beside it. */
export function Menu({ label, sign, items }: { label: string; sign: string; items: MenuItem[] }) {
  const id = `menu${useId()}`
  const list = useRef<HTMLDivElement>(null)
  const choose = (item: MenuItem) => {
    list.current?.hidePopover()
    item.run()
  }
  if (items.length === 0) return null
  return (
    <span class="menu">
      <button
        type="button"
        class="quiet"
        popovertarget={id}
        aria-label={label}
        title={label}
        aria-haspopup="true"
      >
        {sign}
      </button>
      <div id={id} ref={list} popover="auto" class="menu-list">
        {items.map(item => (
          <button
            key={item.label}
            type="button"
            class={item.danger === true ? 'danger-text' : ''}
            onClick={() => choose(item)}
          >
            {item.label}
            {item.hint !== undefined && <small>{item.hint}</small>}
          </button>
        ))}
      </div>
    </span>
  )
}
