import type { Block, BlockView } from './block.ts'
import { Actions, Input } from './forms.tsx'
import { RichText } from './rich-text.tsx'
import { Context, Divider, Header, Image, Section } from './texts.tsx'

/** Every block that can be drawn. */
export const blocks: Record<string, BlockView> = {
  header: Header,
  section: Section,
  context: Context,
  divider: Divider,
  actions: Actions,
  input: Input,
  image: Image,
  rich_text: RichText,
}

export function Blocks({ list, id }: { list: Block[]; id: string }) {
  return (
    <>
      {list.map((block, i) => {
        const View = blocks[block.type]
        const key = block.block_id ?? String(i)
        if (View === undefined)
          return (
            <p key={key} class="unknown">
              Nothing here can draw a “{block.type}” block.
            </p>
          )
        return <View key={key} block={block} id={`${id}-${key}`} />
      })}
    </>
  )
}
