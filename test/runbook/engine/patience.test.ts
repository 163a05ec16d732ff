import { expect, test } from 'vitest'
import type { Effect } from '../../../src/incident/effects.ts'
import type { NewEvent } from '../../../src/incident/events.ts'
import type { Policy } from '../../../src/incident/policy.ts'
import type { Incident } from '../../../src/incident/state.ts'
import { effects } from '../../../src/runbook/effects/index.ts'
import { carryOut } from '../../../src/runbook/engine/deliver.ts'
import { Ambiguous, NotSent, RateLimited, TryLater } from '../../../src/runbook/ports/faults.ts'
import type { Runbook } from '../../../src/runbook/runbook.ts'

/** One try of an effect of that name, after so many failures, that fails with `fault`. */
async function tryAndFail(name: string, failures: number, fault: Error) {
  const said: NewEvent[] = []
  const notes: string[] = []
  const runbook = {
    log: { error: () => {} },
    engine: { handle: async (_: string, c: { events: NewEvent[] }) => void said.push(...c.events) },
  } as unknown as Runbook
  const run = async () => {
    throw fault
  }
  const handler = effects[name]
  if (handler === undefined) throw new Error(`There is no effect ${name}.`)
  const effect: Effect = { id: `INC-1-e1-${name}`, name, queue: 'pings', seq: 1 }
  const owed = { incident: { id: 'INC-1' } as Incident, effect, policy: {} as Policy, now: 0 }
  const job = {
    incident: 'INC-1',
    effect: effect.id,
    name,
    failures,
    sentAt: undefined,
    untried: true,
    isOurs: async () => true,
    beforeSend: async () => {},
    notSent: async () => void notes.push('not sent'),
    failed: async () => void notes.push('failed'),
  }
  const how = { clock: () => 0, settleMs: 5000, atOnce: false }
  const thrown = await carryOut(runbook, { [name]: { ...handler, run } }, owed, job, how).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { thrown, said, notes }
}
const refused = new NotSent('ECONNREFUSED', 'Slack could not be reached', { retryable: true })
const lost = new Ambiguous('Slack did not answer')

test.each(['ping-person', 'announce-escalation', 'remind-person', 'warn-commander', 'ask-holder'])(
  '%s is never given up for what may pass: an hour of outage costs an hour',
  async name => {
    for (const fault of [refused, lost]) {
      const { thrown, said, notes } = await tryAndFail(name, 600, fault)
      expect(thrown).toBeInstanceOf(TryLater)
      expect((thrown as TryLater).afterMs).toBeLessThanOrEqual(10_000)
      expect(said).toEqual([])
      expect(notes).toContain('failed')
    }
  },
)

test('what is refused for good is told at once, a ping too', async () => {
  const { thrown, said } = await tryAndFail('ping-person', 0, new NotSent('user_disabled', 'gone'))
  expect(thrown).toBeUndefined()
  expect(said).toMatchObject([{ type: 'effect.settled', data: { outcome: 'failed' } }])
})

test.each([
  ['post-notice', 30, 60],
  ['update-status-page', 3, 6],
])('%s goes on after %i failures, and says after %i that it cannot be done', async (name, few, many) => {
  expect((await tryAndFail(name, few, refused)).thrown).toBeInstanceOf(TryLater)
  const { thrown, said } = await tryAndFail(name, many, refused)
  expect(thrown).toBeUndefined()
  expect(said[0]?.data).toMatchObject({ outcome: 'failed', tell: expect.stringContaining('could not') })
})

test('waiting is no failure: a 429 counts as nothing, however often it comes', async () => {
  const { thrown, said, notes } = await tryAndFail('update-status-page', 5, new RateLimited(1000))
  expect(thrown).toBeInstanceOf(RateLimited)
  expect([said, notes]).toEqual([[], ['not sent']])
})
