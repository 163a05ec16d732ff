import { expect, test } from 'vitest'
import { responseTime } from '../../../src/runbook/probes/response-time.ts'
import { ctxWith } from '../fake-production.ts'

function taking(...took: number[]) {
  const left = [...took]
  const get = async () => ({
    status: took.length === 0 ? 503 : 200,
    tookMs: left.shift() ?? 0,
    contentType: '',
    body: '',
  })
  return ctxWith({ endpoints: { get, send: () => Promise.reject(new Error('no')) } })
}
const params = { url: 'https://api.example/health' }

test.each([
  [{}, [10, 20, 30, 40, 999], 'healthy', '999 ms (p95 of 5, normal < 1000 ms)'],
  [{}, [10, 20, 30, 40, 1000], 'unhealthy', '1000 ms (p95 of 5, normal < 1000 ms)'],
  [{ samples: 20 }, [...Array(19).fill(10), 5000], 'healthy', '10 ms (p95 of 20, normal < 1000 ms)'],
  [{ samples: 1, below: '2s' }, [1500], 'healthy', '1500 ms (p95 of 1, normal < 2000 ms)'],
])('%o of %j', async (more, took, verdict, detail) => {
  expect(await responseTime.run({ ...params, ...more }, taking(...(took as number[])))).toMatchObject({
    verdict,
    detail,
  })
})

test('a quick error is no quick answer', async () => {
  await expect(responseTime.run(params, taking())).rejects.toThrow('HTTP 503')
})
