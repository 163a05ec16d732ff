import { expect, test } from 'vitest'
import { errorLogs } from '../../src/runbook/investigations/error-logs.ts'
import { NotSent } from '../../src/runbook/ports/faults.ts'
import type { LogLine, Logs } from '../../src/runbook/ports/logs.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { claimedAt, ctxWith } from './fake-production.ts'

const minute = 60_000
const now = claimedAt
const policy = testPolicy()
const throttled = () =>
  new NotSent('Throttling', 'AWS (eu-west-2) asked for fewer requests', { retryable: true })

/** A group whose lines are these; `refuses`: parts that end with a fault after a page. */
function logsOf(lines: LogLine[], refuses: (window: { from: number; to: number }) => boolean = () => false) {
  const asked: { from: number; to: number }[] = []
  const logs = {
    async *search(_: unknown, window: { from: number; to: number }) {
      asked.push(window)
      const found = lines.filter(l => l.at >= window.from && l.at <= window.to).sort((a, b) => a.at - b.at)
      const half = Math.ceil(found.length / 2)
      if (found.length > 0) yield found.slice(0, half)
      if (refuses(window)) throw throttled()
      yield found.slice(half)
    },
  } as unknown as Logs
  return { logs, asked }
}
const line = (at: number, text: string): LogLine => ({ at, text, stream: 's' })
const collect = (logs: Logs, signal = new AbortController().signal) =>
  errorLogs.collect({ ...ctxWith({ logs }), now, signal, policy, plan: policy.investigation, stem: 's' })

test('a flood that began a minute ago is seen, though older lines are many more', async () => {
  const old = Array.from({ length: 150_000 }, (_, n) =>
    line(now - 100 * minute + n * 30, 'ERROR [webhook] retry'),
  )
  const { logs } = logsOf([...old, line(now - 30_000, 'ERROR [db] out of memory')])
  const { lines } = await collect(logs)
  expect(lines.join('\n')).toContain('×1  ERROR [db] out of memory  (new, ')
  expect(lines.join('\n')).toMatch(/Only the first \d+ lines from .*: there are more/)
})

test('a page that is refused costs only what is older; what was read is shown, and until when', async () => {
  const lines = Array.from({ length: 100 }, (_, n) => line(now - n * minute, `ERROR number ${n}`))
  const { logs, asked } = logsOf(lines, w => w.to < now - 5 * minute)
  const found = await collect(logs)
  const [head = ''] = found.lines
  const read = Number(/^(\d+) lines/.exec(head)?.[1])
  expect(read).toBeGreaterThan(5)
  expect(found.lines.join('\n')).toContain('asked for fewer requests')
  // After the refusal nothing more is asked of a vendor that wants fewer requests.
  expect(asked.filter(w => w.to < now - 5 * minute)).toHaveLength(1)
  expect(found.facts).toMatchObject([{ lines: read, to: now }])
})

test('where nothing at all can be read, the reason is the outcome', async () => {
  const { logs } = logsOf([], () => true)
  await expect(collect(logs)).rejects.toThrow('asked for fewer requests')
})

test('when the time is up, what was read until then is handed over', async () => {
  const controller = new AbortController()
  const { logs } = logsOf([line(now - 10, 'ERROR now'), line(now - 90 * minute, 'ERROR then')], w => {
    if (w.to < now - minute) controller.abort()
    return false
  })
  const { lines } = await collect(logs, controller.signal)
  expect(lines[0]).toMatch(/^1 lines with/)
  expect(lines.join('\n')).toContain('the time was up')
})
