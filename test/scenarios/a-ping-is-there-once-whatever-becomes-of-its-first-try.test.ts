import { expect, test } from 'vitest'
import type { Fault } from '../../sandbox/slack/faults.ts'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute } from './clock.ts'

const begin = startsPitcrew()

/** A lost answer is settled five seconds after it was lost at the latest, in real time. */
const settledMs = 18_000
const limitMs = 40_000

/** A P1 that nobody answers, a minute before its second level: Victor and Sam, by then. */
async function beforeTheSecondLevel(): Promise<{ p: Harness; told: () => string[] }> {
  const p = await begin()
  const start = p.now()
  await declareAsTom(p, 'P1 api down')
  await p.advance(14 * minute)
  return { p, told: () => directs(p, isPing, start).filter(x => /victor|sam/.test(x)) }
}

/** What Slack took more than once. */
function repeated(p: Harness): string[] {
  const taken = p.slack.ledger
    .of('chat.postMessage')
    .filter(c => c.ok)
    .map(c => /"effect":"([^"]+)"/.exec(String(c.args.metadata))?.[1] ?? '')
  return taken.filter((effect, n) => effect !== '' && taken.indexOf(effect) !== n)
}

test.each<[string, Fault]>([
  ['drops the connection after it accepted', { kind: 'drop-after' }],
  ['drops the connection before', { kind: 'cut' }],
  ['accepts, and answers after the client gave up', { kind: 'slow', ms: 3400 }],
  ['accepts after the client gave up', { kind: 'late', ms: 3400 }],
  ['accepts long after the client gave up', { kind: 'late', ms: 6000 }],
  ['asks to come back in a second', { kind: 'rate', retryAfter: 1 }],
])(
  'Slack %s',
  async (_, fault) => {
    const { p, told } = await beforeTheSecondLevel()
    p.slack.faults.plan('chat.postMessage', fault, 3)
    p.jump(minute)
    await p.idle(settledMs)
    expect(told()).toEqual(['15 sam', '15 victor'])
    expect(repeated(p)).toEqual([])
  },
  limitMs,
)

test(
  'the answer was lost, and then Slack lets nobody look for the message: it is looked for until it is found',
  async () => {
    const { p, told } = await beforeTheSecondLevel()
    p.slack.faults.plan('chat.postMessage', { kind: 'drop-after' }, 3)
    p.slack.faults.plan('conversations.history', { kind: 'rate', retryAfter: 9 }, 3)
    p.jump(minute)
    await p.idle(2 * settledMs)
    expect(told()).toEqual(['15 sam', '15 victor'])
    expect(repeated(p)).toEqual([])
  },
  2 * limitMs,
)

test.each([
  ['before it was sent', false],
  ['after it was sent', true],
])(
  'the process dies %s: the agenda finds it, and it is looked for before it is sent again',
  async (_, sent) => {
    const { p, told } = await beforeTheSecondLevel()
    const alive = p.services.map(s => ({
      post: s.runbook.outbound.post,
      enqueue: s.runbook.delivery.enqueue,
    }))
    for (const [n, { runbook }] of p.services.entries()) {
      runbook.outbound.post = async (...args) => {
        if (sent) await alive[n]?.post(...args)
        throw new Error('the process died here')
      }
      runbook.delivery.enqueue = async () => {
        throw new Error('the process died here')
      }
    }
    p.jump(minute)
    await p.idle()
    expect(told()).toEqual(sent ? ['15 sam', '15 victor'] : [])
    const looks = p.slack.ledger.of('conversations.history').length
    for (const [n, { runbook }] of p.services.entries()) {
      runbook.outbound.post = alive[n]?.post ?? runbook.outbound.post
      runbook.delivery.enqueue = alive[n]?.enqueue ?? runbook.delivery.enqueue
    }
    // Not before a first try that nobody saw must have come to its end.
    await p.advance(4000)
    expect(told()).toEqual(sent ? ['15 sam', '15 victor'] : [])
    await p.advance(2000)
    expect(told()).toEqual(['15 sam', '15 victor'])
    expect(repeated(p)).toEqual([])
    expect(p.slack.ledger.of('conversations.history').length - looks).toBeGreaterThanOrEqual(2)
  },
  limitMs,
)
