import { afterEach, beforeEach, vi } from 'vitest'

const unset = [
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_ECS',
  'AWS_MAX_ATTEMPTS',
  'AWS_RETRY_MODE',
]

/** What the SDK reads by itself, so that a developer's own AWS set-up plays no part; put back after each test. */
export function useAwsEnvironment() {
  beforeEach(() => {
    for (const name of unset) vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  })
  afterEach(() => void vi.unstubAllEnvs())
}
