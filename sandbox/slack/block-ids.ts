import type { Block, SlackState } from './state.ts'

/** Slack names the blocks, and the elements, that the app left without a name. */
export function withIds(state: SlackState, blocks: Block[]): Block[] {
  return blocks.map(block => ({
    ...block,
    block_id: block.block_id ?? state.id('b'),
  }))
}
