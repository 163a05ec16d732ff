import { expect, test } from 'vitest'
import { externalDependency } from '../../../src/runbook/probes/external-dependency.ts'
import { answering } from '../answering.ts'

const params = { url: 'https://api.pay.example/v1/charges', reachable: [401] }
const phases = { dns: 4, connect: 11, tls: 30, firstByte: 80 }

test('a 401 may mean reachable; where the time goes is told as curl would', async () => {
  expect(await externalDependency.run(params, answering('', { status: 401, phases }))).toEqual({
    verdict: 'healthy',
    detail: 'HTTP 401 · DNS 4 ms, connect 11 ms, TLS 30 ms, first byte 80 ms, total 84 ms',
    evidence: {
      status: { value: 401 },
      latency: { value: 84, unit: 'ms' },
      dns: { value: 4, unit: 'ms' },
      connect: { value: 11, unit: 'ms' },
      tls: { value: 30, unit: 'ms' },
      firstByte: { value: 80, unit: 'ms' },
    },
  })
})

test('any other status is not what was meant', async () => {
  expect(await externalDependency.run(params, answering('', { status: 200 }))).toMatchObject({
    verdict: 'unhealthy',
    detail: 'HTTP 200, expected 401 · total 84 ms',
  })
})
