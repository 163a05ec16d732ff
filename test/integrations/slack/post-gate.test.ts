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
  await a(0, slack.post('first'))
  const chatter = Array.from({ length: 4 }, (_, n) => b(0, slack.post(`p4 ${n}`)))
  const pings = ['p1 a', 'p1 b'].map(p => a(9, slack.post(p)))
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
  expect(await Promise.all([gate(0, slack.post('one')), gate(1, slack.post('two'))])).toEqual(['one', 'two'])
})

test('what is to be sent at once is never in the line: it is refused where others wait, and when it is too late', async () => {
  const gate = createPostGate()
  const soon = () => performance.now() + 1000
  await expect(gate(1, async () => 'sent', performance.now() - 1)).rejects.toBeInstanceOf(RateLimited)
  expect(await gate(1, async () => 'sent', soon())).toBe('sent')
  const limited = async () => {
    throw new RateLimited(700)
  }
  await expect(gate(1, limited, soon())).rejects.toBeInstanceOf(RateLimited)
  let sent = false
  const next = gate(
    1,
    async () => {
      sent = true
    },
    soon(),
  )
  await expect(next).rejects.toMatchObject({ retryAfterMs: expect.closeTo(700, -2) })
  expect(sent).toBe(false)
})
