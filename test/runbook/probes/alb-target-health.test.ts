import { expect, test } from 'vitest'
import type { Target } from '../../../src/runbook/ports/load-balancers.ts'
import { albTargetHealth } from '../../../src/runbook/probes/alb-target-health.ts'

const params = { region: 'eu-west-2', targetGroup: ['$', '{env:TARGET_GROUP_ARN}'].join('') }
const asked: string[] = []
const ctx = (targets: Target[], arn: string | undefined = 'arn:x') => ({
  ports: {
    endpoints: {} as never,
    secrets: { find: () => arn },
    loadBalancers: {
      targetHealth: async ({ targetGroup }: { targetGroup: string }) => {
        asked.push(targetGroup)
        return targets
      },
    },
  },
  signal: AbortSignal.timeout(1000),
  now: 0,
})
const target = (state: string, why?: string): Target => ({
  id: '10.0.0.1',
  port: 80,
  state,
  ...(why === undefined ? {} : { why }),
})

test.each([
  ['all healthy', [target('healthy'), target('healthy')], 'healthy', '2 of 2 targets healthy'],
  [
    'those that leave do not count',
    [target('healthy'), target('draining')],
    'healthy',
    '1 of 1 targets healthy',
  ],
  [
    'one is not',
    [target('healthy'), target('unhealthy', 'codes: [503]')],
    'unhealthy',
    '1 of 2 targets healthy; 10.0.0.1 is unhealthy: codes: [503]',
  ],
  ['none at all', [], 'unhealthy', '0 of 0 targets healthy'],
])('%s', async (_, targets, verdict, detail) => {
  expect(await albTargetHealth.run(params, ctx(targets))).toMatchObject({ verdict, detail })
  expect(asked.at(-1)).toBe('arn:x')
})

test('without AWS it is off, never well', async () => {
  const { loadBalancers: _, ...ports } = ctx([]).ports
  const found = await albTargetHealth.run(params, { ...ctx([]), ports })
  expect(found).toMatchObject({ verdict: 'unknown', why: 'off' })
})
