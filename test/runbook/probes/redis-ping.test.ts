import { expect, test } from 'vitest'
import type { Cache } from '../../../src/runbook/ports/cache.ts'
import { redisPing } from '../../../src/runbook/probes/redis-ping.ts'
import { ctxWith } from '../fake-production.ts'

test('a cache that answers is healthy', async () => {
  const cache = { ping: async () => {} } as unknown as Cache
  expect(await redisPing.run({}, ctxWith({ cache }))).toEqual({
    verdict: 'healthy',
    detail: 'answers PONG',
    evidence: { connected: { value: true } },
  })
})

test('without a cache it is unknown, not healthy', async () => {
  expect(await redisPing.run({}, ctxWith({}))).toMatchObject({ verdict: 'unknown', why: 'off' })
})
