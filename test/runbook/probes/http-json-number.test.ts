import { expect, test } from 'vitest'
import { httpJsonNumber } from '../../../src/runbook/probes/http-json-number.ts'
import { answering } from '../answering.ts'

const params = { url: 'https://api.example/stats', path: 'customers.affected', as: 'customersAffected' }

test('the number is told by its name; where a limit is given, more than it is unhealthy', async () => {
  const ctx = answering({ customers: { affected: 240 } })
  expect(await httpJsonNumber.run({ ...params, unit: 'people' }, ctx)).toEqual({
    verdict: 'healthy',
    detail: '240 people',
    evidence: { customersAffected: { value: 240, unit: 'people' } },
  })
  expect(await httpJsonNumber.run({ ...params, most: 239 }, ctx)).toMatchObject({ verdict: 'unhealthy' })
  expect(await httpJsonNumber.run({ ...params, most: 240 }, ctx)).toMatchObject({ verdict: 'healthy' })
})

test('a path that leads nowhere, also into what every object has', async () => {
  await expect(httpJsonNumber.run(params, answering({ customers: null }))).rejects.toThrow('found nothing')
  const inherited = { ...params, path: 'toString.length' }
  await expect(httpJsonNumber.run(inherited, answering({}))).rejects.toThrow('found nothing')
})
