import { z } from 'zod'
import { channelWords } from '../../blocks/index.ts'
import type { Announcer } from '../ports/announcer.ts'
import { NotSent } from '../ports/faults.ts'
import type { ProductionPorts } from '../probe.ts'
import { defineAction } from './define.ts'

const params = z.strictObject({
  channel: z.string().regex(/^[a-z0-9_-]{1,80}$/, 'expected a channel name without #'),
  text: z.string().min(1).max(2000),
})
const lookBackMs = 60_000

/** §3.1 P1 step 4: the playbook's own words in a channel. */
export const chatPost = defineAction<z.output<typeof params>, { channel: string }, { ts: string }>({
  kind: 'chat-post',
  title: 'Post a message',
  params,
  before: z.object({ channel: z.string() }),
  receipt: z.object({ ts: z.string() }),
  risk: 'low',
  needs: [],
  isPublic: true,
  executeWithinMs: 8000,
  target: p => `chat/${p.channel}`,
  check: () => 'it is in the channel',
  undoWords: () => 'not possible: people have read it',
  preview: async p => ({
    brief: `in ${channelWords(p.channel)}`,
    binds: { channel: p.channel },
    shows: [{ label: channelWords(p.channel), now: p.text }],
  }),
  execute: ({ params: p, request }, { ports }) => announcerOf(ports).post(p.channel, p.text, request),
  async verify({ params: p, request, at }, _, { ports }) {
    const found = await announcerOf(ports).find(p.channel, request, at - lookBackMs)
    return found === undefined
      ? { state: 'failed', detail: `it is no longer in ${channelWords(p.channel)}` }
      : { state: 'done', detail: `posted in ${channelWords(p.channel)}` }
  },
  async reconcile({ params: p, request, at }, { ports }) {
    const found = await announcerOf(ports).find(p.channel, request, at - lookBackMs)
    return found === undefined
      ? { state: 'not-applied', detail: `it is not in ${channelWords(p.channel)}` }
      : { state: 'applied', receipt: found }
  },
  undo: () => undefined,
})

function announcerOf(ports: ProductionPorts): Announcer {
  if (ports.announcer === undefined) throw new NotSent('off', 'Slack is off', { why: 'off' })
  return ports.announcer
}
