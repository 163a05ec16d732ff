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
    state.files.set(id, {
      id,
      name,
      title: name,
      permalink: `https://sandbox.slack.com/files/${id}/${name}`,
      bytes: Buffer.alloc(0),
    })
    return { upload_url: `${baseUrl}/upload/${id}`, file_id: id }
  },
}
