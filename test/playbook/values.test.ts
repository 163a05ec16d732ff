import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkPolicy } from '../../src/playbook/check.ts'
import { testPolicy } from '../fixtures/policy.ts'

const policy = testPolicy()

test('check names each value that the playbook takes from the environment, with the places that need it', () => {
  expect(checkPolicy(policy).needed).toEqual([
    'ADMIN_TOKEN: actions.warm-cache.with.headers.Authorization',
    'TARGET_GROUP_ARN: diagnostics.load-balancer.with.targetGroup',
    expect.stringMatching(/^TEST_TOKEN: recovery\.checks\.\d+\.with\.headers\.Authorization$/),
  ])
})

test('.env.example names each of them', () => {
  const example = readFileSync('.env.example', 'utf8')
  for (const { name } of policy.needed) expect(example).toContain(`# ${name}=`)
})
