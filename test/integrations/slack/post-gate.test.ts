import { expect, test } from 'vitest'
import { createPostGate, type Urgency } from '../../../src/integrations/slack/post-gate.ts'
import { RateLimited } from '../../../src/runbook/ports/faults.ts'

/** What two replicas share, as Redis would keep it. */
function shared(): Urgency {
  let kept = { priority: 0, until: 0 }
  const wanted = async () => (Date.now() < kept.until ? kept.priority : 0)
  return {
    wanted,
    async want(priority, ms) {
      if ((await wanted()) <= priority) kept = { priority, until: Date.now() + ms }
    },
  }
}
/** Slack that takes one post each 100 ms, of whomever. */
function slowSlack() {
  let free = 0
  const taken: string[] = []
  return {
    taken,
    post: (what: string) => async () => {
      if (Date.now() < free) throw new RateLimited(Math.max(20, free - Date.now()))
      free = Date.now() + 100
      taken.push(what)
      return what
    },
  }
}

test('another replica’s more urgent post goes first; nothing is lost', async () => {
  const slack = slowSlack()
  const urgency = shared()
  const [a, b] = [createPostGate(urgency), createPostGate(urgency)]
  await a({ priority: 0, post: slack.post('first') })
  const chatter = Array.from({ length: 4 }, (_, n) => b({ priority: 0, post: slack.post(`p4 ${n}`) }))
  const pings = ['p1 a', 'p1 b'].map(p => a({ priority: 9, post: slack.post(p) }))
  await Promise.all([...chatter, ...pings])
  expect(slack.taken.toSorted()).toEqual(['first', 'p1 a', 'p1 b', 'p4 0', 'p4 1', 'p4 2', 'p4 3'])
  // One of the other's may have been on its way already.
  expect(slack.taken.slice(1, 4).filter(t => t.startsWith('p1'))).toHaveLength(2)
})

test('where what is shared is away, posts go on', async () => {
  const broken: Urgency = {
    wanted: () => Promise.reject(new Error('Redis is away')),
    want: () => Promise.reject(new Error('Redis is away')),
  }
  const slack = slowSlack()
  const gate = createPostGate(broken)
  const one = gate({ priority: 0, post: slack.post('one') })
  const two = gate({ priority: 1, post: slack.post('two') })
  expect(await Promise.all([one, two])).toEqual(['one', 'two'])
})

test('what is to be sent at once stands in no line; what stands in it is looked at last thing before it goes', async () => {
  const gate = createPostGate()
  const sent: string[] = []
  const post = (what: string) => async () => void sent.push(what)
  await gate({ priority: 1, post: post('a'), atOnce: true })
  let tries = 0
  const limited = async () => {
    if (++tries === 1) throw new RateLimited(300)
    sent.push('late')
  }
  const looks: number[] = []
  const line = gate({ priority: 0, post: limited, beforeSend: async () => void looks.push(sent.length) })
  await expect.poll(() => tries).toBe(1)
  await expect(gate({ priority: 9, post: post('b'), atOnce: true })).rejects.toMatchObject({
    retryAfterMs: 0,
  })
  const mine = gate({
    priority: 1,
    post: post('c'),
    beforeSend: async () => {
      throw new Error('taken over by another replica')
    },
  })
  await expect(mine).rejects.toThrow('taken over')
  await line
  expect(sent).toEqual(['a', 'late'])
  expect(looks).toEqual([1, 1])
})
