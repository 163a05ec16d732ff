import { expect, test } from 'vitest'
import type { GateRow } from '../../../src/incident/events.ts'
import type { Try } from '../../../src/runbook/effect.ts'
import { checkRecovery } from '../../../src/runbook/effects/check-recovery.ts'
import { testPolicy } from '../../fixtures/policy.ts'
import { incident } from '../../gallery/incidents.ts'

/** One attempt of the gate in a world where every address is well; `sentAt`: an earlier try got that far. */
async function attempt(sentAt: number | undefined) {
  const order: string[] = []
  const rows: GateRow[] = []
  const answer = { status: 200, tookMs: 5, contentType: '', body: '{"success":true}' }
  const t = {
    incident: incident({ gate: { by: 'U0MAYA', attempt: 0, rows: [], cause: 1 } }),
    policy: testPolicy(),
    now: 0,
    sentAt,
    effect: { id: 'e', name: 'check-recovery', queue: 'effects', seq: 1 },
    beforeSend: async () => void order.push('claim'),
    runbook: {
      store: { readEvents: async () => [] },
      engine: { handle: async (_: string, c: { rows: GateRow[] }) => void rows.push(...c.rows) },
      production: {
        endpoints: {
          get: async (url: string) => ({ ...answer, body: url.includes('queue') ? '2' : '{}' }),
          send: async () => {
            order.push('send')
            return answer
          },
        },
        secrets: { find: () => 'sesame' },
      },
    },
  } as unknown as Try
  await checkRecovery.run(t)
  return { order, endToEnd: rows.find(r => r.key === 'end-to-end'), rows }
}

test('the test request is claimed before it is sent', async () => {
  const { order, endToEnd, rows } = await attempt(undefined)
  expect(order).toEqual(['claim', 'send'])
  expect(endToEnd).toMatchObject({ verdict: 'healthy', required: true })
  expect(rows.map(r => r.key)).toEqual([
    'api-health',
    'emergency-health',
    'end-to-end',
    'response-time',
    'queue',
  ])
})

test('a try after a crash never sends it a second time, and says what is not known', async () => {
  const { order, endToEnd } = await attempt(12_345)
  expect(order).toEqual([])
  expect(endToEnd).toMatchObject({ verdict: 'unknown', required: true })
  expect(endToEnd?.detail).toContain('may have been sent by a try that was cut off')
})
