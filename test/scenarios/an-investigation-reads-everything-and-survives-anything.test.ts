import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

const maya = () => h.as('U0MAYA')
const channel = () =>
  maya()
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
async function declare() {
  await maya().command('#emergency-incidents', '/incident declare P2 strange noises')
  await h.idle()
}
async function investigate(parts = '') {
  await maya().command(channel(), `/incident investigate ${parts}`)
  await h.idle(20_000)
  return (
    maya()
      .sees(channel())
      .toReversed()
      .find(m => m.text.includes('*Investigation*'))?.text ?? ''
  )
}
const fileText = (ending: string) =>
  [...h.slack.state.files.values()].find(f => f.name.endsWith(ending))?.bytes.toString() ?? ''
const collected = async () => {
  const id = (await h.incidents())[0]?.id ?? ''
  const e = (await h.events(id)).findLast(x => x.type === 'investigation.collected')
  return e?.data as { parts: { part: string; failed?: string }[]; files: { name: string; sha256: string }[] }
}

test('all parts in one message; one that cannot be read says why and stops nothing', async () => {
  h.production.world.break('bad-deploy')
  await declare()
  h.jump(600_000)
  const found = await investigate()
  expect(found).toContain('5 of 5 parts')
  expect(found).toMatch(/×\d+ {2}ERROR \[api\] TypeError: cannot read properties of undefined .*\(new, /)
  expect(found).toContain('*Database* · could not tell: The database is off (DATABASE_URL is not set)')
  expect(found).toMatch(/Emergency API \(London\): CPU \d+ % on average, at most \d+ %/)
  expect(found).toMatch(/image registry.example\/emergency-api:v41 → registry.example\/emergency-api:v42/)
  expect(found).toContain('environment added: FEATURE_DEPOT_ROUTING')
  expect(found).toContain('has started tasks of revision 42')
  expect(found).toMatch(/✅ Stripe · HTTP 401 · connect \d+ ms, first byte \d+ ms, total \d+ ms/)
  const files = maya()
    .sees(channel())
    .flatMap(m => m.files)
  expect(files.map(f => f.replace(/^.*-v1-/, ''))).toEqual(['error-logs.txt', 'usage-1.png'])
  const done = await collected()
  expect(done.files.every(f => /^[0-9a-f]{64}$/.test(f.sha256))).toBe(true)
  expect(fileText('error-logs.txt').split('\n').length).toBeGreaterThan(1000)
})

test('lines of foreign hands stay harmless: no mention, no colour, no token, no card', async () => {
  await declare()
  const hostile = 'ERROR \u001b[31m<!channel> <@U0LEE> *bold* token=hunter2hunter2 card 4111 1111 1111 1111'
  for (let n = 0; n < 400; n++)
    h.production.world.logs.extra.push({ at: h.now() - 1000 - n, text: hostile, stream: 's' })
  await investigate('error-logs')
  const raw = JSON.stringify(h.slack.ledger.calls.filter(c => /chat\.(postMessage|update)/.test(c.method)))
  const shown = raw.slice(raw.indexOf('*Investigation*'))
  expect(shown).toContain('&lt;!channel&gt; &lt;@#&gt;')
  expect(shown).not.toContain('<!channel>')
  for (const text of [shown, fileText('error-logs.txt'), JSON.stringify(await collected())]) {
    expect(text).not.toContain('hunter2')
    expect(text).not.toContain('4111')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\\u001b')
  }
})

test('a flood of lines is cut at what can be read, and says so', async () => {
  await declare()
  const { extra } = h.production.world.logs
  for (let n = 0; n < 101_500; n++)
    extra.push({ at: h.now() - 100_000, text: `ERROR flood ${n}`, stream: 's' })
  const found = await investigate('error-logs')
  expect(found).toMatch(/Only the first 10\d{4} lines from .* to .*: there are more/)
  expect(found).toMatch(/Not read from .* to .*: there are more than 100000 lines/)
  expect(found).toContain('×')
})

test('a part alone; an unknown one, and a second run at the same time, are answered', async () => {
  await declare()
  expect(await investigate('deployments')).toContain('1 of 1 parts')
  await maya().command(channel(), '/incident investigate databse')
  await h.idle()
  expect(maya().sees(channel()).at(-1)?.text).toContain('Did you mean database?')
  await Promise.all([
    maya().command(channel(), '/incident investigate'),
    h.as('U0LEE').command(channel(), '/incident investigate'),
  ])
  await h.idle()
  const refusals = ['U0MAYA', 'U0LEE'].filter(u =>
    h
      .as(u)
      .sees(channel())
      .some(m => m.text.includes('An investigation is under way')),
  )
  expect(refusals).toHaveLength(1)
})

test('AWS in every kind of trouble: each part says what it lacks', async () => {
  await declare()
  const { aws, world } = h.production
  world.withoutMetrics = true
  aws.plan('FilterLogEvents', 'denied', 9)
  aws.plan('DescribeTaskDefinition', 'throttle', 9)
  const found = await investigate()
  expect(found).toContain(
    '*Error logs* · could not tell: AWS denied it: the role lacks logs:FilterLogEvents in eu-west-2',
  )
  expect(found).toMatch(/no data points since .*; nothing can be told/)
  expect(found).toMatch(/\*Deployments\* · could not tell: AWS \(eu-west-2\) asked for fewer requests/)
  expect(found).toContain('✅ Google Maps')
})

test('the toolbox reads recent errors for the one who asks, without an incident', async () => {
  h.production.world.break('cache-down')
  h.jump(60_000)
  await maya().command('#emergency-incidents', '/incident toolbox')
  await h.idle()
  await maya().press('Run', '#emergency-incidents', 'Recent errors')
  await h.idle()
  expect(maya().sees('#emergency-incidents').at(-1)?.text).toContain('ERROR [cache] connect ECONNREFUSED #')
  expect(
    h
      .as('U0LEE')
      .sees('#emergency-incidents')
      .some(m => m.text.includes('ECONNREFUSED')),
  ).toBe(false)
})
