import { ElementOf } from '../elements/index.tsx'
import { type Element, useSurface } from '../form.ts'
import { TextObject } from '../text/text.tsx'
import type { BlockView } from './block.ts'

type Text = { type: string; text: string }

export const Actions: BlockView = ({ block, id }) => (
  <div class="actions">
    {(block.elements as Element[]).map((e, i) => (
      <ElementOf
        key={e.action_id ?? i}
        element={e}
        block={block.block_id ?? ''}
        id={`${id}-${i}`}
        live
        label={(e.placeholder as Text | undefined)?.text ?? 'Action'}
      />
    ))}
  </div>
)

const grouped = new Set(['radio_buttons', 'checkboxes', 'multi_static_select', 'multi_users_select'])

/** A field of a form: label, element, hint, and what is wrong with it, in that order. */
export const Input: BlockView = ({ block, id }) => {
  const { errors } = useSurface()
  const element = block.element as Element
  const label = (block.label as Text).text
  const error = errors[block.block_id ?? '']
  const name = (
    <>
      <TextObject text={block.label as Text} />
      {block.optional === true && <span class="optional"> (optional)</span>}
    </>
  )
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      {grouped.has(element.type) ? <div class="label">{name}</div> : <label for={id}>{name}</label>}
      <ElementOf
        element={element}
        block={block.block_id ?? ''}
        id={id}
        live={block.dispatch_action === true}
        label={label}
      />
      <div id={`${id}-more`}>
        {error !== undefined && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        {block.hint !== undefined && (
          <p class="hint">
            <TextObject text={block.hint as Text} />
          </p>
        )}
      </div>
    </div>
  )
}
