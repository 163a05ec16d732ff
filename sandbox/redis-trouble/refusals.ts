import type { Redis } from 'ioredis'
import { followsWithinMs, type Part, type Trouble } from './trouble.ts'

type Refusal = {
  name: string
  /** What people call it here; nobody reads the word of Redis. */
  state: string
  begins(t: Trouble): Promise<unknown>
  ends(t: Trouble): Promise<unknown>
  words: RegExp
}
const set = (redis: Redis, key: string, value: string) => redis.config('SET', key, value)

const kinds: Refusal[] = [
  {
    name: 'OOM',
    state: 'Redis was full',
    begins: t => set(t.first, 'maxmemory', '1'),
    ends: t => set(t.first, 'maxmemory', '0'),
    words: /Pitcrew’s Redis is full/,
  },
  {
    name: 'READONLY',
    state: 'Redis was a replica',
    begins: t => t.first.replicaof('127.0.0.1', 1),
    ends: t => t.first.replicaof('NO', 'ONE'),
    words: /Pitcrew’s Redis takes no changes, because it is a replica now/,
  },
  {
    name: 'NOREPLICAS',
    state: 'its replicas were gone',
    begins: t => set(t.first, 'min-replicas-to-write', '5'),
    ends: t => set(t.first, 'min-replicas-to-write', '0'),
    words: /Pitcrew’s Redis takes no changes, because too few of its replicas are connected/,
  },
  {
    name: 'slow',
    state: 'Redis was slow',
    begins: async t => t.name.slowDown(1500),
    ends: async t => t.name.slowDown(0),
    words: /Pitcrew’s Redis answers too slowly/,
  },
]

/** Redis answers, and takes nothing: a form, a command and readiness say so, and go on by themselves. */
export const refusals: Part[] = kinds.map(({ name, state, begins, ends, words }) => ({
  name,
  async play(t) {
    const [maya, tom] = [t.person('U0MAYA'), t.person('U0TOM')]
    const channel = await t.declare(`P3 before ${state}`)
    await t.seen('U0TOM', channel, `before ${state}`)
    await maya.command(channel, '/incident note')
    await t.until('the form', () => maya.modal()?.submit)
    maya.fill({ 'What should the timeline remember?': `by form while ${state}` })

    await begins(t)
    const red = await t.becomes(words)
    t.add(
      'readiness is red within 5 s, and says why',
      red !== undefined && red <= followsWithinMs,
      `${red} ms`,
    )
    await tom.command(channel, `/incident note by command while ${state}`)
    const answered = await t.seen('U0TOM', channel, words).catch(() => undefined)
    t.add('a command is answered in plain words', answered !== undefined)
    const back = answered?.text.includes(`/incident note by command while ${state}`)
    t.add('the command comes back with its text', back === true, answered?.text ?? '')
    await maya.submit()
    const said = Object.values(maya.modal()?.errors ?? {}).join()
    t.add('a form stays open and says why', words.test(said), said)

    await ends(t)
    const green = await t.becomes(/^200/)
    t.add(
      'readiness is green within 5 s of the end',
      green !== undefined && green <= followsWithinMs,
      `${green} ms`,
    )
    await maya.submit()
    const noted = await t.seen('U0TOM', channel, `by form while ${state}`).catch(() => undefined)
    const times = t.count('U0TOM', channel, `by form while ${state}`)
    t.add('Submit then records what was typed, once', noted !== undefined && times === 1, `${times} times`)
  },
}))
