import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import { startRedis } from '../embedded/redis.ts'
import { startRedisName } from '../embedded/redis-name.ts'

const home = '#emergency-incidents'
const patienceMs = 30_000
/** How soon readiness has to follow what is so (ms). */
export const followsWithinMs = 5000

type Add = (name: string, ok: boolean, detail?: string | number) => void
/** One kind of trouble with Redis; its checks read what people and probes of readiness saw. */
export type Part = { name: string; play(t: Trouble): Promise<void> }
export type Trouble = Awaited<ReturnType<typeof prepareTrouble>>

/**
 * Two bots whose Redis stands behind a host name, with a second Redis that copies the first; both answer at `/readyz`.
 * The bots of the stage make room for them.
 */
export async function prepareTrouble(stage: Stage, add: Add) {
  const [firstPort, secondPort] = [await findPort(), await findPort()]
  const doors = [await findPort(), await findPort()]
  const name = await startRedisName(stage.redis.socket)
  const first = new Redis(stage.redis.socket)
  await first.config('SET', 'port', String(firstPort))
  const copy = await startRedis({
    args: ['--port', String(secondPort), '--replicaof', `127.0.0.1 ${firstPort}`],
  })
  const second = new Redis(copy.socket)
  for (const bot of stage.bots) await stopBot(bot)
  for (const port of doors) await stage.addBot({ REDIS_URL: name.url, PORT: String(port) })

  const person = (id: string) => stage.slack.as(id)
  const readiness = async () =>
    Promise.all(
      doors.map(async port => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
        return answer === undefined ? '000' : `${answer.status} ${await answer.text()}`
      }),
    )
  /** Milliseconds until every bot says so; undefined where they do not in time. */
  async function becomes(words: RegExp, limitMs = patienceMs): Promise<number | undefined> {
    const from = Date.now()
    while (Date.now() - from < limitMs) {
      if ((await readiness()).every(r => words.test(r))) return Date.now() - from
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    return undefined
  }
  return {
    stage,
    add,
    person,
    name,
    first,
    second,
    firstPort,
    secondPort,
    copy,
    home,
    until,
    becomes,
    seen: (who: string, channel: string, words: string | RegExp, limitMs = patienceMs) =>
      until(`${who} sees “${words}” in ${channel}`, () => seesText(person(who), channel, words), limitMs),
    count: (who: string, channel: string, words: string) =>
      person(who)
        .sees(channel)
        .filter(m => m.from === 'pitcrew' && m.text.includes(words) && !m.text.includes('You typed')).length,
    /** Declares as Tom; answers the channel. */
    async declare(words: string): Promise<string> {
      const tom = person('U0TOM')
      const before = new Set(tom.channels())
      await tom.command(home, `/incident declare ${words}`)
      return until('an incident channel', () =>
        tom.channels().find(c => c.startsWith('inc-') && !before.has(c)),
      )
    },
    async stop() {
      first.disconnect()
      second.disconnect()
      await name.stop()
      await copy.stop()
    },
  }
}

/** What no person should ever read. */
export const libraryWords =
  /ReplyError|Stream isn|ECONN|EPIPE|ioredis|OOM command|NOREPLICAS|READONLY|script:/

/** A port that is free now. */
function findPort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function stopBot(bot: Stage['bots'][number]): Promise<void> {
  const gone = new Promise(resolve => bot.once('exit', resolve))
  bot.kill('SIGTERM')
  await gone
}
