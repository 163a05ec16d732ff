import { ElementOf } from '../elements/index.tsx'
import type { Element } from '../form.ts'
import { TextObject } from '../text/text.tsx'
import type { BlockView } from './block.ts'

type Text = { type: string; text: string }

export const Header: BlockView = ({ block }) => (
  <h3 class="block-header">
    <TextObject text={block.text as Text} />
  </h3>
)

export const Divider: BlockView = () => <hr />

export const Section: BlockView = ({ block, id }) => {
  const fields = (block.fields as Text[] | undefined) ?? []
  const accessory = block.accessory as Element | undefined
  return (
    <div class="section">
      <div class="section-text">
        {block.text !== undefined && (
          <div class="words">
            <TextObject text={block.text as Text} />
          </div>
        )}
        {fields.length > 0 && (
          <div class="fields">
            {fields.map((f, i) => (
              <div key={i} class="words">
                <TextObject text={f} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== undefined && (
        <div class="accessory">
          {accessory.type === 'image' ? (
            <Picture url={String(accessory.image_url)} alt={String(accessory.alt_text)} />
          ) : (
            <ElementOf
              element={accessory}
              block={block.block_id ?? ''}
              id={`${id}-accessory`}
              live
              label={wordsOf(block.text)}
            />
          )}
        </div>
      )}
    </div>
  )
}

export const Context: BlockView = ({ block }) => (
  <div class="context">
    {(block.elements as (Text & { image_url?: string; alt_text?: string })[]).map((e, i) =>
      e.type === 'image' ? (
        <Picture key={i} url={e.image_url ?? ''} alt={e.alt_text ?? ''} />
      ) : (
        <span key={i} class="words">
          <TextObject text={e} />
        </span>
      ),
    )}
  </div>
)

export const Image: BlockView = ({ block }) => (
  <figure>
    {block.title !== undefined && (
      <figcaption>
        <TextObject text={block.title as Text} />
      </figcaption>
    )}
    <Picture url={pictureUrl(block)} alt={String(block.alt_text ?? '')} />
  </figure>
)

/** Pictures of this workspace are shown; others only named: nothing is fetched from outside. */
function Picture({ url, alt }: { url: string; alt: string }) {
  return url.startsWith('/file/') ? <img src={url} alt={alt} /> : <span class="picture">🖼 {alt}</span>
}

function pictureUrl(block: Record<string, unknown>): string {
  const file = block.slack_file as { id?: string } | undefined
  return file?.id === undefined ? String(block.image_url ?? '') : `/file/${file.id}`
}

const wordsOf = (text: unknown) => (text as Text | undefined)?.text ?? 'Action'
