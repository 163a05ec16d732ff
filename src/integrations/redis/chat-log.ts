import type { Redis } from 'ioredis'
import { z } from 'zod'
import { redact } from '../../blocks/index.ts'
import type { ChatLog, ChatMessage } from '../../runbook/ports/chat-log.ts'
import { translateFaults } from './errors.ts'
import type { Keys } from './keys.ts'

const saidSchema = z.object({
  user: z.string(),
  text: z.string(),
  thread: z.string().optional(),
  files: z.array(z.object({ name: z.string(), link: z.string() })).default([]),
})
const editSchema = z.object({ at: z.number(), before: z.string(), after: z.string() })

/**
 * One hash an incident; a field for each thing that was seen: `ts`, `ts e MOMENT`, `ts d`, `ts x`, `ts r NAME
 * USER`. Each is one write that needs no reading first, so that replicas cannot undo each other's.
 */
export function createChatLog(redis: Redis, keys: Keys): ChatLog {
  const key = (incident: string) => keys.chat(incident)
  return translateFaults<ChatLog>({
    async add(incident, messages) {
      if (messages.length === 0) return
      const pipeline = redis.pipeline()
      for (const { ts, ...said } of messages)
        pipeline.hsetnx(key(incident), ts, JSON.stringify({ ...said, text: redact(said.text) }))
      await pipeline.exec()
    },
    async edit(incident, ts, { at, before, after }) {
      const change = { at, before: redact(before), after: redact(after) }
      await redis.hset(key(incident), `${ts} e ${at}`, JSON.stringify(change))
    },
    remove: async (incident, ts, at) => void (await redis.hsetnx(key(incident), `${ts} d`, String(at))),
    react: async (incident, ts, name, user, on) => {
      const field = `${ts} r ${name} ${user}`
      await (on ? redis.hset(key(incident), field, '1') : redis.hdel(key(incident), field))
    },
    async erase(incident, ts) {
      const said = await redis.hget(key(incident), ts)
      if (said === null) return false
      const { user, thread } = saidSchema.parse(JSON.parse(said))
      const fields = (await redis.hkeys(key(incident))).filter(f => f.startsWith(`${ts} e `))
      await redis.hset(key(incident), {
        [ts]: JSON.stringify({ user, text: '', files: [], ...(thread === undefined ? {} : { thread }) }),
        [`${ts} x`]: '1',
      })
      if (fields.length > 0) await redis.hdel(key(incident), ...fields)
      return true
    },
    async list(incident) {
      const fields = Object.entries(await redis.hgetall(key(incident)))
      const messages = new Map<string, ChatMessage>()
      for (const [field, value] of fields) if (!field.includes(' ')) messages.set(field, base(field, value))
      const rest = fields.filter(([f]) => f.includes(' ')).sort(([a], [b]) => (a < b ? -1 : 1))
      for (const [field, value] of rest) apply(messages, field, value)
      return [...messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1))
    },
  })
}

function base(ts: string, value: string): ChatMessage {
  const { thread, ...said } = saidSchema.parse(JSON.parse(value))
  const at = Math.round(Number(ts) * 1000)
  return { ts, at, ...said, ...(thread === undefined ? {} : { thread }), edits: [], reactions: {} }
}

function apply(messages: Map<string, ChatMessage>, field: string, value: string): void {
  const [ts = '', kind, name = ''] = field.split(' ')
  const m = messages.get(ts)
  if (m === undefined) return
  if (kind === 'e') {
    const { at, before, after } = editSchema.parse(JSON.parse(value))
    m.edits.push({ at, before })
    m.text = after
  }
  if (kind === 'd') Object.assign(m, { deletedAt: Number(value), text: '' })
  if (kind === 'x') Object.assign(m, { erased: true, text: '', edits: [] })
  if (kind === 'r') m.reactions[name] = (m.reactions[name] ?? 0) + 1
}
