import type { ViewOutput } from '@slack/bolt'

/** What a person has typed into a form, by its labels; what can be chosen again is left out. */
export function listTyped({ blocks, state }: ViewOutput): string {
  const lines = blocks.flatMap(block => {
    const fields = Object.values(state.values[block.block_id ?? ''] ?? {})
    const label = 'label' in block ? (block.label as { text?: string }).text : undefined
    return fields.flatMap(({ value }) => (value ? [`${label ?? block.block_id}: ${value}`] : []))
  })
  return lines.join('\n')
}
