import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startAws } from '../../../sandbox/aws/server.ts'
import { World } from '../../../sandbox/world/world.ts'
import { createLogs } from '../../../src/integrations/aws/logs.ts'
import { useAwsEnvironment } from './environment.ts'

useAwsEnvironment()
const now = Date.UTC(2025, 0, 20, 14, 32)
const ref = { region: 'eu-west-2', group: '/ecs/tyrehero-emergency' }
const world = new World({ now: () => now })
const logs = createLogs()
let aws: Awaited<ReturnType<typeof startAws>>
beforeAll(async () => {
  aws = await startAws(world)
})
afterAll(async () => {
  logs.stop()
  await aws.stop()
})
const window = { from: now - 7_200_000, to: now, pattern: 'ERROR' }

async function readAll(of = ref, in_ = window) {
  const lines: string[] = []
  let pages = 0
  for await (const page of logs.search(of, in_)) {
    pages++
    lines.push(...page.map(l => l.text))
  }
  return { pages, lines }
}

describe('CloudWatch Logs', () => {
  const client = { url: '' }
  beforeAll(() => {
    client.url = aws.url
  })

  test('every page is read, each line once and oldest first', async () => {
    process.env.AWS_ENDPOINT_URL = aws.url
    world.logs.extra.push(
      ...Array.from({ length: 3500 }, (_, n) => ({
        at: now - 10_000 + n,
        text: `ERROR own ${n}`,
        stream: 's',
      })),
      { at: now - 5000, text: 'INFO nothing', stream: 's' },
    )
    const { pages, lines } = await readAll()
    expect(pages).toBe(4)
    const own = lines.filter(l => l.startsWith('ERROR own'))
    expect(own).toEqual(Array.from({ length: 3500 }, (_, n) => `ERROR own ${n}`))
    expect(lines.some(l => l.includes('INFO'))).toBe(false)
    const asked = aws.calls.filter(c => c.operation === 'FilterLogEvents')
    expect(asked.map(c => [c.input.startTime, c.input.endTime, c.input.filterPattern])[0]).toEqual([
      window.from,
      window.to,
      'ERROR',
    ])
  })

  test('a missing group and a denial say so', async () => {
    process.env.AWS_ENDPOINT_URL = aws.url
    await expect(readAll({ ...ref, group: '/ecs/other' })).rejects.toThrow('does not exist')
    aws.plan('FilterLogEvents', 'denied')
    await expect(readAll()).rejects.toMatchObject({
      why: 'denied',
      message: expect.stringContaining('logs:FilterLogEvents'),
    })
  })

  test('throttling and a dropped page are tried again', async () => {
    process.env.AWS_ENDPOINT_URL = aws.url
    aws.plan('FilterLogEvents', 'throttle')
    aws.plan('FilterLogEvents', 'drop-before')
    expect((await readAll()).lines.length).toBeGreaterThan(3500)
  })
})

describe('a vendor in trouble', () => {
  const elsewhere = createLogs()
  afterEach(() => nock.cleanAll())
  afterAll(() => {
    elsewhere.stop()
    nock.restore()
  })

  test('a 500 with a page in it is said in one calm line', async () => {
    nock('https://logs.eu-west-1.amazonaws.com')
      .post('/')
      .times(3)
      .reply(500, '<html><body><h1>Internal Server Error</h1></body></html>', { 'content-type': 'text/html' })
    const read = async () => {
      for await (const _ of elsewhere.search({ ...ref, region: 'eu-west-1' }, window)) break
    }
    const error = await read().then(
      () => undefined,
      (e: Error) => e,
    )
    expect(error?.message).toMatch(/^AWS \(eu-west-1\) did not answer logs:FilterLogEvents/)
    expect(error?.message).not.toContain('<')
  })
})
