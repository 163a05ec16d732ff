import type { Block, SlackState } from './state.ts'

/** Slack names the blocks that the app left without a name; what stays in its place keeps its name. */
export function withIds(state: SlackState, blocks: Block[], before: Block[] = []): Block[] {
  return blocks.map((block, i) => {
    const same = before[i]?.type === block.type ? before[i]?.block_id : undefined
    return { ...block, block_id: block.block_id ?? same ?? state.id('b') }
  })
}
