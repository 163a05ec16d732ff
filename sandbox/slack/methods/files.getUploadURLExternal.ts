import { SlackFile } from '../file.ts'
import type { Method } from '../method.ts'
import { text } from '../method.ts'

export const method: Method = {
  name: 'files.getUploadURLExternal',
  scopes: ['files:write'],
  tier: 4,
  required: ['filename', 'length'],
  run({ state, args, baseUrl }) {
    const id = state.id('F')
    const name = text(args, 'filename') ?? ''
    state.files.set(id, new SlackFile(id, name, state.botUser, state.now()))
    return { upload_url: `${baseUrl}/upload/${id}`, file_id: id }
  },
}
