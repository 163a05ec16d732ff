import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Acted } from '../../wire.ts'
import { type Choice, type Confirm, type Element, presetOf, type Surface, SurfaceProvider } from '../form.ts'
import { ConfirmDialog } from './confirm.tsx'

export type Pressed = { blockId: string; actionId: string; choice?: Choice }
export type Values = Record<string, Record<string, Choice>>
type Props = {
  /** Sends the press, with what is chosen at that moment. */
  send(pressed: Pressed, values: Values): Promise<Acted>
  errors?: Record<string, string>
  onValues?(values: Values): void
  children: ComponentChildren
}
type Asked = { confirm: Confirm; go(): void }

/** Around the blocks of one message or view: keeps choices, asks what is to be confirmed, says what failed. */
export function SurfaceOf({ send, errors = {}, onValues, children }: Props) {
  const [values, setValues] = useState<Values>({})
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const [asked, setAsked] = useState<Asked>()
  const surface: Surface = {
    errors,
    busy,
    value: (block, element) => values[block]?.[element.action_id ?? ''] ?? presetOf(element),
    set(block, action, choice) {
      setValues(before => {
        const after = { ...before, [block]: { ...before[block], [action]: choice } }
        onValues?.(after)
        return after
      })
    },
    press(block, element, choice) {
      const go = () => void tell(block, element, choice)
      const confirm = element.confirm as Confirm | undefined
      if (confirm === undefined) go()
      else setAsked({ confirm, go })
    },
  }
  async function tell(block: string, element: Element, choice: Choice | undefined) {
    const actionId = element.action_id ?? ''
    setBusy(true)
    setFailed('')
    const now =
      choice === undefined ? values : { ...values, [block]: { ...values[block], [actionId]: choice } }
    const acted = await send({ blockId: block, actionId, ...(choice === undefined ? {} : { choice }) }, now)
    setBusy(false)
    if (!acted.ok) setFailed(acted.error)
  }
  return (
    <SurfaceProvider value={surface}>
      {children}
      {failed !== '' && (
        <p class="error" role="alert">
          {failed}
        </p>
      )}
      {asked !== undefined && (
        <ConfirmDialog
          confirm={asked.confirm}
          answer={yes => {
            setAsked(undefined)
            if (yes) asked.go()
          }}
        />
      )}
    </SurfaceProvider>
  )
}
