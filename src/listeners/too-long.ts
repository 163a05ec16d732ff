import type { ViewOutput } from '@slack/bolt'

/**
 * Texts that are longer than their field takes, by field: Slack's own forms refuse them, and where one does not, nothing
 * is cut without a word.
 */
export function tooLong({
  blocks,
  state,
}: Pick<ViewOutput, 'blocks' | 'state'>): Record<string, string> | undefined {
  const found = blocks.flatMap(block => {
    const most = 'element' in block && 'max_length' in block.element ? block.element.max_length : undefined
    const id = block.block_id ?? ''
    const typed = Object.values(state.values[id] ?? {}).map(({ value }) => value ?? '')
    const length = Math.max(0, ...typed.map(text => text.length))
    return most === undefined || length <= most ? [] : [[id, tooLongWords(length, most)] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

export const tooLongWords = (length: number, most: number): string =>
  `At most ${most.toLocaleString('en')} characters; this has ${length.toLocaleString('en')}. Shorten it; nothing was recorded.`
