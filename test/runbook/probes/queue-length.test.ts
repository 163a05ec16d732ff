import { expect, test } from 'vitest'
import { queueLength } from '../../../src/runbook/probes/queue-length.ts'
import { answering } from '../answering.ts'

const url = 'https://api.example/queue'

test.each([
  ['0', 0, 'healthy'],
  ['4', 4, 'healthy'],
  ['5', 5, 'unhealthy'],
  ['"14"', 14, 'unhealthy'],
])('an answer of %s', async (body, value, verdict) => {
  expect(await queueLength.run({ url }, answering(body))).toEqual({
    verdict,
    detail: `${value} waiting (normal < 5)`,
    evidence: { queue: { value } },
  })
})

test('the number may stand inside', async () => {
  const found = await queueLength.run({ url, path: 'queue.length' }, answering({ queue: { length: 7 } }))
  expect(found).toMatchObject({ verdict: 'unhealthy', evidence: { queue: { value: 7 } } })
})

test.each([
  ['null', 'expected a number in the answer, found null'],
  ['<html>oops</html>', 'the answer is not JSON'],
  ['-3', 'is no length of a queue'],
  ['1.5', 'is no length of a queue'],
  ['{"length":3}', 'found an object'],
  ['"many"', 'found a string'],
])('an answer of %s is no zero: it could not tell', async (body, words) => {
  await expect(queueLength.run({ url }, answering(body))).rejects.toMatchObject({
    why: 'malformed',
    message: expect.stringContaining(words),
  })
})

test('an error page is no number, whatever is in it', async () => {
  await expect(queueLength.run({ url }, answering('3', { status: 500 }))).rejects.toThrow('HTTP 500')
})
