import type { ComponentType } from 'preact'
import type { Json } from '../../wire.ts'

export type Block = Json & { type: string; block_id?: string }
export type BlockProps = { block: Block; id: string }
export type BlockView = ComponentType<BlockProps>
