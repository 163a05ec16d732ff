import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
let redis: Redis
beforeEach(async () => {
  h = await startPitcrew()
  redis = new Redis(h.redis.socket)
})
afterEach(async () => {
  redis?.disconnect()
  await h?.stop()
})

const secret = 'hunter22zebra'
const home = 'emergency-incidents'
const channels = () => [...h.slack.state.channels.values()]

/** Everything that Redis keeps for this bot, value by value. */
async function kept(): Promise<string[]> {
  const keys = await redis.keys(`${h.prefix.replaceAll(/[{}[\]]/g, c => `\\${c}`)}*`)
  return Promise.all(
    keys.map(async key => {
      switch (await redis.type(key)) {
        case 'string':
          return `${key} ${await redis.get(key)}`
        case 'list':
          return `${key} ${(await redis.lrange(key, 0, -1)).join('\n')}`
        case 'hash':
          return `${key} ${JSON.stringify(await redis.hgetall(key))}`
        case 'zset':
          return `${key} ${(await redis.zrange(key, '0', '-1')).join('\n')}`
        case 'set':
          return `${key} ${(await redis.smembers(key)).join('\n')}`
        default:
          return key
      }
    }),
  )
}

/** What the bot said and keeps, by where it stands; what people wrote in Slack themselves is theirs. */
async function everything(): Promise<[where: string, words: string][]> {
  const said = channels().flatMap(c => c.messages.filter(m => m.user === h.slack.state.botUser))
  return [
    ['messages', JSON.stringify(said.map(m => [m.text, m.blocks, m.metadata]))],
    ['topics and names', JSON.stringify(channels().map(c => [c.name, c.topic]))],
    ['files', [...h.slack.state.files.values()].map(f => `${f.title} ${f.bytes}`).join('\n')],
    ['canvases', JSON.stringify(h.slack.state.canvases)],
    ['Home', JSON.stringify([...h.slack.state.homes.values()])],
    ['pager', JSON.stringify(h.production.pagerduty.incidents)],
    ['status page', JSON.stringify(h.production.statuspage.incidents)],
    ['Redis', (await kept()).join('\n')],
    ['log', h.log.join('')],
  ]
}

test('a secret in a title, an update and the conversation stands in no message, name, file, pager, status page or store', async () => {
  const maya = h.as('U0MAYA')
  await maya.command(home, `/incident declare P1 login fails with DB_PASSWORD=${secret}`)
  await h.idle()
  const channel = channels().find(c => c.name.startsWith('inc-'))?.name ?? ''
  await maya.command(
    channel,
    `/incident update Tried postgres://app:${secret}@db.internal/app and it is refused`,
  )
  h.as('U0LEE').say(channel, `I use api_key: "${secret}" here`)
  await h.idle()
  await maya.command(channel, '/incident export')
  await h.idle()
  const all = await everything()
  // The search must be able to find what it looks for: the words around the secret are there.
  for (const where of ['messages', 'files', 'pager', 'Redis'])
    expect(all.find(([name]) => name === where)?.[1], where).toMatch(/login fails/)
  expect(all.filter(([, words]) => words.includes(secret)).map(([where]) => where)).toEqual([])
})
