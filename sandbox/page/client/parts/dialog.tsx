import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

type Props = { label: string; onCancel(): void; children: ComponentChildren; look?: string }

/** The browser's own modal dialog: it keeps the focus inside, and Escape asks to close. */
export function Dialog({ label, onCancel, children, look = '' }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    dialog.current?.showModal()
    const field = dialog.current?.querySelector<HTMLElement>('.body :is(input, textarea, select)')
    field?.focus()
    return () => before?.focus?.()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={look}
      aria-label={label}
      onCancel={e => {
        // Only the dialog's own cancel: file inputs and popovers inside send one too.
        if (e.target !== dialog.current) return
        e.preventDefault()
        onCancel()
      }}
    >
      {children}
    </dialog>
  )
}
