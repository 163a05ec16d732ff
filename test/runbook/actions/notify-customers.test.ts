import { expect, test } from 'vitest'
import { notifyCustomers as action } from '../../../src/runbook/actions/notify-customers.ts'
import type { Deliveries } from '../../../src/runbook/ports/deliveries.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
import type { ScriptStart, Scripts } from '../../../src/runbook/ports/scripts.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

const digest = 'd'.repeat(64)
const base = { path: 'send.py', count: 'count.py', audience: 'sms', incident: 'INC-20250120-143200' }
const params = action.parse({ ...base, message: 'We are on it. Call +44 7700 900123.' })
const claim = (request: string) => ({ request, params, before: { digest, message: 'x' }, at: claimedAt })

/** Sends to five people; `ends` says how its run ends after how many. */
function customers(ends: { after: number; report: boolean; exitCode: number; fault?: Error }) {
  const starts: ScriptStart[] = []
  const sent: string[] = []
  const reached = new Set<string>()
  const uncertain = new Set<string>()
  const deliveries: Deliveries = {
    read: async () => ({ reached: [...reached], uncertain: [...uncertain] }),
    begin: async (_, request) => void uncertain.add(request),
    add: async (_, more) => more.forEach(r => void reached.add(r)),
    account: async (_, request) => void uncertain.delete(request),
  }
  const scripts: Scripts = {
    inspect: async () => ({ digest }),
    async run(start) {
      starts.push(start)
      const { except } = JSON.parse(start.input ?? '') as { except: string[] }
      const left = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'].filter(c => !except.includes(c))
      if (start.path === 'count.py') return { exitCode: 0, output: `{"recipients":${left.length}}\n` }
      const now = left.slice(0, ends.after)
      for (const c of now) start.onLine?.(JSON.stringify({ reached: c }))
      sent.push(...now)
      if (ends.fault !== undefined) throw ends.fault
      const report = { recipients: left.length, delivered: now.length, failed: left.length - now.length }
      return { exitCode: ends.exitCode, output: ends.report ? `${JSON.stringify(report)}\n` : 'bye\n' }
    },
  }
  return { ctx: ctxWith({ scripts, deliveries }), starts, sent, ends }
}

test('the preview runs the counting script only, and nothing said is an argument', async () => {
  const c = customers({ after: 5, report: true, exitCode: 0 })
  const preview = await action.preview(params, c.ctx)
  expect(preview).toMatchObject({ shows: expect.arrayContaining([{ label: 'Recipients now', now: '5' }]) })
  await action.execute(claim('r1'), c.ctx)
  expect(c.starts.map(s => [s.path, s.args])).toEqual([
    ['count.py', []],
    ['send.py', []],
  ])
  expect(JSON.parse(c.starts[1]?.input ?? '')).toEqual({
    incident: 'INC-20250120-143200',
    audience: 'sms',
    key: 'INC-20250120-143200:sms',
    except: [],
    message: 'We are on it. Call +44 7700 900123.',
  })
})

test('the same script cannot count and send', () => {
  expect(() => action.parse({ ...base, count: 'send.py' })).toThrow('expected another script than `path`')
})

test('without a counting script nothing is started, and the preview says what to add', async () => {
  const c = customers({ after: 5, report: true, exitCode: 0 })
  const old = action.parse({ path: 'send.py', audience: 'sms', incident: 'INC-20250120-143200' })
  expect(await action.preview(old, c.ctx)).toMatchObject({ next: expect.stringContaining('Add `count`') })
  expect(c.starts).toEqual([])
})

test('a run that failed half-way is followed by one for the rest only', async () => {
  const c = customers({ after: 2, report: true, exitCode: 1 })
  const receipt = await action.execute(claim('r1'), c.ctx)
  expect(await action.verify(claim('r1'), receipt, c.ctx)).toEqual({
    state: 'failed',
    detail: '2 of 5 reached, 3 failed; exit code 1. Asking again leaves out those who were reached.',
  })
  expect(await action.preview(params, c.ctx)).toMatchObject({
    shows: expect.arrayContaining([
      { label: 'Recipients now', now: '3 (2 were reached before and are left out)' },
    ]),
  })
  c.ends.after = 5
  await action.execute(claim('r2'), c.ctx)
  expect(c.sent).toEqual(['c-1', 'c-2', 'c-3', 'c-4', 'c-5'])
})

test.each([
  ['interrupted', { after: 3, report: false, exitCode: 0, fault: new Ambiguous('stopped') }],
  ['without a report', { after: 3, report: false, exitCode: 1 }],
])('a run %s is not repeated, unless a person settles it or the script keeps books', async (_, ends) => {
  const c = customers(ends)
  await expect(action.execute(claim('r1'), c.ctx)).rejects.toThrow(Ambiguous)
  const again = await action.preview(params, c.ctx)
  expect(again).toMatchObject({ refused: expect.stringContaining('could tell people twice') })
  expect(await action.preview(action.parse({ ...base, unsent: ['r1'] }), c.ctx)).toHaveProperty('shows')
  expect(await action.preview(action.parse({ ...base, 'keeps-books': true }), c.ctx)).toHaveProperty('shows')
})

test('a run that says nothing about whom it reached is unknown', async () => {
  const c = customers({ after: 0, report: false, exitCode: 0 })
  await expect(action.execute(claim('r1'), c.ctx)).rejects.toThrow(Ambiguous)
})

test('a run that was never started leaves no doubt', async () => {
  const c = customers({ after: 0, report: false, exitCode: 0, fault: new NotSent('x', 'no such script') })
  await expect(action.execute(claim('r1'), c.ctx)).rejects.toThrow(NotSent)
  expect(await action.preview(params, c.ctx)).toHaveProperty('shows')
})
