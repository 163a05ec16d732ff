import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createEcs } from '../../../src/integrations/aws/ecs.ts'
import { useAwsEnvironment } from './environment.ts'

useAwsEnvironment()
const ref = { region: 'eu-west-2', cluster: 'prod', service: 'api' }
let ecs: ReturnType<typeof createEcs>
beforeAll(() => nock.disableNetConnect())
beforeEach(() => {
  ecs = createEcs()
})
afterEach(() => {
  ecs.stop()
  nock.cleanAll()
})
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})
const aws = () => nock('https://ecs.eu-west-2.amazonaws.com').post('/')
const headers = { 'content-type': 'application/x-amz-json-1.1' }

test.each([
  [
    400,
    'AccessDeniedException',
    'denied',
    false,
    'AWS denied it: the role lacks ecs:UpdateService in eu-west-2',
  ],
  [
    400,
    'ExpiredTokenException',
    'denied',
    false,
    'AWS does not accept Pitcrew’s credentials (ExpiredTokenException)',
  ],
  [
    400,
    'UnrecognizedClientException',
    'denied',
    false,
    'AWS does not accept Pitcrew’s credentials (UnrecognizedClientException)',
  ],
  [
    400,
    'ThrottlingException',
    'refused',
    true,
    'AWS (eu-west-2) asked for fewer requests and did not do ecs:UpdateService',
  ],
  [400, 'InvalidParameterException', 'fault', false, 'AWS refused ecs:UpdateService in eu-west-2: told so'],
  [400, 'ServiceNotFoundException', 'fault', false, 'AWS refused ecs:UpdateService in eu-west-2: told so'],
  [400, 'ServiceNotActiveException', 'fault', false, 'AWS refused ecs:UpdateService in eu-west-2: told so'],
])('%i %s: not sent, why and what to do', async (status, word, why, retryable, message) => {
  aws().reply(status, { __type: word, message: 'told so' }, headers)
  await expect(ecs.forceNewDeployment(ref)).rejects.toMatchObject({
    name: 'NotSent',
    code: word,
    why,
    retryable,
    message,
    cause: { name: word },
  })
})

test('the right that AWS names is the one that is missing, not that of the call', async () => {
  const message =
    'User: arn:aws:sts::123456789012:assumed-role/pitcrew/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/api because no identity-based policy allows the iam:PassRole action'
  aws().reply(400, { __type: 'AccessDeniedException', message }, headers)
  await expect(ecs.forceNewDeployment(ref)).rejects.toMatchObject({
    why: 'denied',
    message: 'AWS denied it: the role lacks iam:PassRole, which ecs:UpdateService needs, in eu-west-2',
  })
})

test('a permission that reading lacks is named too', async () => {
  aws().reply(400, { __type: 'AccessDeniedException', message: 'told so' }, headers)
  await expect(ecs.describeService(ref)).rejects.toMatchObject({
    why: 'denied',
    message: 'AWS denied it: the role lacks ecs:DescribeServices in eu-west-2',
  })
})

test.each([
  ['ENOTFOUND', 'NotSent'],
  ['EAI_AGAIN', 'NotSent'],
  ['ECONNREFUSED', 'NotSent'],
  ['ECONNRESET', 'Ambiguous'],
  ['EPIPE', 'Ambiguous'],
  ['ETIMEDOUT', 'Ambiguous'],
])('%s while writing is %s', async (code, name) => {
  aws().replyWithError(Object.assign(new Error(code), { code }))
  await expect(ecs.setDesiredCount(ref, 6)).rejects.toMatchObject({ name })
})

test('408 of a proxy says nothing about what AWS did', async () => {
  aws().reply(408, { __type: 'RequestTimeoutException', message: 'told so' }, headers)
  await expect(ecs.setDesiredCount(ref, 6)).rejects.toMatchObject({ name: 'Ambiguous' })
})

test('no credentials: nothing was sent', async () => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
    vi.stubEnv(name, undefined)
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null')
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null')
  await expect(ecs.forceNewDeployment(ref)).rejects.toMatchObject({
    name: 'NotSent',
    code: 'CredentialsProviderError',
    why: 'denied',
  })
})
