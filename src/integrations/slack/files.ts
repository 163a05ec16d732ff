import type { WebClient } from '@slack/web-api'
import type { Chat, Upload } from '../../runbook/ports/chat.ts'
import { Ambiguous } from '../../runbook/ports/faults.ts'
import { callSlack } from './errors.ts'
import { asMember } from './rejoin.ts'

const uploadTimeoutMs = 8000

/** Files go up in three steps: ask for an address, send the bytes, complete them all in one message. */
export function createFiles(writing: WebClient, reading: WebClient): Pick<Chat, 'upload' | 'findFiles'> {
  return {
    async upload(channel, files, comment, thread) {
      const ids: { id: string; title: string; name: string }[] = []
      for (const file of files)
        ids.push({ ...(await sendBytes(writing, file)), title: file.title, name: file.name })
      const [first, ...rest] = ids.map(({ id, title }) => ({ id, title }))
      if (first === undefined) return []
      const done = await asMember(writing, channel, () =>
        callSlack('files.completeUploadExternal', () =>
          writing.files.completeUploadExternal({
            files: [first, ...rest],
            channel_id: channel,
            initial_comment: comment,
            ...(thread === undefined ? {} : { thread_ts: thread }),
          }),
        ),
      )
      return ids.map(({ id, name }) => ({ name, link: done.files?.find(f => f.id === id)?.permalink ?? '' }))
    },
    async findFiles(channel, names, since, thread) {
      const page = { channel, oldest: String(since / 1000), limit: 200 }
      const method = thread === undefined ? 'conversations.history' : 'conversations.replies'
      const answer = await callSlack(method, () =>
        thread === undefined
          ? reading.conversations.history(page)
          : reading.conversations.replies({ ...page, ts: thread }),
      )
      const there = (answer.messages ?? []).flatMap(m => m.files ?? [])
      return names.flatMap(name => {
        const file = there.find(f => f.name === name)
        return file === undefined ? [] : [{ name, link: file.permalink ?? '' }]
      })
    },
  }
}

async function sendBytes(client: WebClient, file: Upload): Promise<{ id: string }> {
  // A blob may lie on disk: it is sent from there, and never read as a whole.
  const bytes =
    file.content instanceof Blob ? file.content : new Blob([file.content as string | Uint8Array<ArrayBuffer>])
  const asked = await callSlack('files.getUploadURLExternal', () =>
    client.files.getUploadURLExternal({ filename: file.name, length: bytes.size }),
  )
  const { upload_url: url, file_id: id } = asked
  if (url === undefined || id === undefined) throw new Error('Slack gave no address to upload the file to.')
  const answer = await fetch(url, {
    method: 'POST',
    body: bytes,
    signal: AbortSignal.timeout(uploadTimeoutMs),
  })
  if (!answer.ok) throw new Ambiguous(`Slack answered the upload of ${file.name} with HTTP ${answer.status}`)
  return { id }
}
