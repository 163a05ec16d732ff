import { useState } from 'preact/hooks'
import type { WireView } from '../../wire.ts'
import type { Block } from '../blocks/block.ts'
import { Blocks } from '../blocks/index.tsx'
import { usePage } from '../context.ts'
import { type Element, isEmpty, presetOf } from '../form.ts'
import { Dialog } from './dialog.tsx'
import { ScrollRegion } from './scroll-region.tsx'
import { SurfaceOf, type Values } from './surface.tsx'

type Label = { text: string } | undefined

/** The modal on top of a person's stack. */
export function Modal({ view, depth }: { view: WireView; depth: number }) {
  const { act } = usePage()
  const title = (view.title as Label)?.text ?? ''
  return (
    <Dialog label={title} onCancel={() => void act({ do: 'close', all: false })} look="modal">
      <ModalBody view={view} depth={depth} title={title} />
    </Dialog>
  )
}

function ModalBody({ view, depth, title }: { view: WireView; depth: number; title: string }) {
  const { act, app } = usePage()
  const [values, setValues] = useState<Values>({})
  const [missing, setMissing] = useState<Record<string, string>>({})
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState('')
  const submit = (view.submit as Label)?.text
  const close = (view.close as Label)?.text ?? 'Close'

  async function send(event: Event) {
    event.preventDefault()
    const empty = findEmpty(view.blocks as Block[], values)
    setMissing(empty)
    if (Object.keys(empty).length > 0 || sending) return
    setSending(true)
    setFailed('')
    const acted = await act({ do: 'submit', view: view.id, values: known(view.blocks as Block[], values) })
    setSending(false)
    if (!acted.ok) setFailed(acted.error)
  }

  return (
    <form method="dialog" onSubmit={send} noValidate>
      <header>
        {depth > 1 && (
          <button
            type="button"
            class="quiet"
            aria-label="Back to the form before"
            onClick={() => void act({ do: 'close', all: false })}
          >
            ‹
          </button>
        )}
        <h2>{title}</h2>
        <span class="app-name">{app.name}</span>
        <button
          type="button"
          class="quiet"
          aria-label="Close all"
          onClick={() => void act({ do: 'close', all: true })}
        >
          ✕
        </button>
      </header>
      <ScrollRegion look="body" label="Form">
        <SurfaceOf
          errors={{ ...view.errors, ...missing }}
          onValues={setValues}
          send={(pressed, now) =>
            act({ do: 'press-view', view: view.id, values: known(view.blocks as Block[], now), ...pressed })
          }
        >
          <Blocks list={view.blocks as Block[]} id={view.id} />
        </SurfaceOf>
        {failed !== '' && (
          <p class="error" role="alert">
            We had some trouble connecting. {failed}
          </p>
        )}
      </ScrollRegion>
      <footer>
        <button type="button" class="button" onClick={() => void act({ do: 'close', all: false })}>
          {close}
        </button>
        {submit !== undefined && (
          <button type="submit" class="button primary" disabled={sending}>
            {submit}
          </button>
        )}
      </footer>
    </form>
  )
}

const fieldsOf = (blocks: Block[]) =>
  blocks.filter(b => b.type === 'input').map(b => ({ block: b, element: b.element as Element }))

/** As Slack does before it tells the app: a field that is not optional must have a value. */
function findEmpty(blocks: Block[], values: Values): Record<string, string> {
  const empty = fieldsOf(blocks).filter(({ block, element }) => {
    const choice = values[block.block_id ?? '']?.[element.action_id ?? ''] ?? presetOf(element)
    return block.optional !== true && isEmpty(choice)
  })
  return Object.fromEntries(
    empty.map(({ block }) => [block.block_id ?? '', 'Please complete this required field.']),
  )
}

/** Choices of fields that are still in the view. */
function known(blocks: Block[], values: Values): Values {
  const ids = new Set(blocks.map(b => b.block_id))
  return Object.fromEntries(Object.entries(values).filter(([block]) => ids.has(block)))
}
