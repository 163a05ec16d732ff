import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSlack } from '../../../sandbox/slack/index.ts'

type Answer = {
  ts?: string
  upload_url?: string
  file_id?: string
  files?: unknown[]
  messages?: { files?: unknown[] }[]
}
const content = 'what stands in the file'
let slack: Awaited<ReturnType<typeof startSlack>>
let thread: string | undefined
const call = async (method: string, args: Record<string, unknown>) => {
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
  const body = await response.text()
  return { body, answer: JSON.parse(body) as Answer }
}

beforeEach(async () => {
  slack = await startSlack({
    workspace: {
      users: [{ id: 'U1', name: 'ann', realName: 'Ann' }],
      groups: [],
      channels: [{ name: 'ours', withBot: true }],
    },
    scopes: ['files:write', 'channels:history', 'chat:write'],
  })
  const channel = [...slack.state.channels.values()].find(c => c.name === 'ours')?.id
  thread = (await call('chat.postMessage', { channel, text: 'files:' })).answer.ts
  for (const [name, thread_ts] of [
    ['notes.md', undefined],
    ['chart.png', thread],
  ]) {
    const { upload_url, file_id } = (
      await call('files.getUploadURLExternal', { filename: name, length: content.length })
    ).answer
    await fetch(upload_url ?? '', { method: 'POST', body: content })
    const done = await call('files.completeUploadExternal', {
      files: [{ id: file_id, title: `The ${name}` }],
      channel_id: channel,
      ...(thread_ts === undefined ? {} : { thread_ts }),
    })
    expect(done.answer.files).toMatchObject([{ id: file_id, title: `The ${name}` }])
  }
})
afterEach(() => slack.stop())

test.each([
  ['conversations.history', 'notes.md', 'text/markdown'],
  ['conversations.replies', 'chart.png', 'image/png'],
])('%s describes a file by its object and never carries its content', async (method, name, mimetype) => {
  const channel = [...slack.state.channels.values()].find(c => c.name === 'ours')?.id
  const { body, answer } = await call(method, { channel, ts: thread })
  expect(answer.messages?.flatMap(m => m.files ?? [])).toMatchObject([
    { name, title: `The ${name}`, mimetype, size: content.length, mode: 'hosted', user: slack.state.botUser },
  ])
  expect(body).not.toContain('bytes')
  expect(body).not.toContain(content)
})
