import { expect, test } from 'vitest'
import { functionalTest } from '../../../src/runbook/probes/functional-test.ts'
import { answering } from '../answering.ts'

const token = ['$', '{env:TEST_TOKEN}'].join('')
const params = {
  url: 'https://api.example/api/emergency/test',
  headers: { Authorization: `Bearer ${token}` },
  json: { customer_name: 'Incident Test', test: true },
}

test('it is sent as the playbook says, with the secret filled in at the last moment', async () => {
  const ctx = answering({ success: true })
  expect(await functionalTest.run(params, ctx)).toMatchObject({ verdict: 'healthy' })
  expect(ctx.sent).toEqual([
    {
      method: 'POST',
      url: params.url,
      headers: { 'content-type': 'application/json', Authorization: 'Bearer sesame' },
      body: '{"customer_name":"Incident Test","test":true}',
    },
  ])
})

test.each([
  [{ success: false }, {}, '“success” is false'],
  [{ success: 'true' }, {}, '“success” is "true"'],
  [{}, {}, '“success” is missing'],
  [{ success: true }, { status: 503 }, 'HTTP 503'],
])('%j with %j has not passed', async (body, more, detail) => {
  expect(await functionalTest.run(params, answering(body, more))).toMatchObject({
    verdict: 'unhealthy',
    detail,
  })
})

test('a page instead of an answer could not tell', async () => {
  await expect(functionalTest.run(params, answering('<html>'))).rejects.toMatchObject({ why: 'malformed' })
})

test('it leaves something behind, and says so', () => {
  expect(functionalTest.sends).toBe(true)
})
