import { type Method, nested, text } from '../method.ts'
import { SlackRefusal } from '../refusal.ts'

const mostLetters = 1_048_576

/** A free plan has one canvas a channel; which plan this workspace has can be set. */
export const method: Method = {
  name: 'canvases.create',
  scopes: ['canvases:write'],
  tier: 2,
  run({ state, args }) {
    if (!state.hasCanvases) throw new SlackRefusal('free_teams_cannot_create_standalone_canvases')
    const content = nested<{ type?: string; markdown?: string }>(args, 'document_content')
    if (content?.type !== 'markdown' || (content.markdown ?? '').length > mostLetters)
      throw new SlackRefusal('canvas_creation_failed')
    const canvas = {
      id: state.id('F'),
      channel: text(args, 'channel_id') ?? '',
      title: text(args, 'title') ?? '',
      markdown: content.markdown ?? '',
    }
    state.canvases.push(canvas)
    return { canvas_id: canvas.id }
  },
}
