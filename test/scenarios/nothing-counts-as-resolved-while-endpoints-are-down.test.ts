import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

const channelOf = (user: string) =>
  h
    .as(user)
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
const allWords = (channel: string) =>
  h
    .as('U0MAYA')
    .sees(channel)
    .map(m => m.text)
    .join('\n')
async function declare(words: string) {
  await h.as('U0MAYA').command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  return channelOf('U0MAYA')
}

test('the gate looks five times, half a minute apart, before it says no; two people may overrule it', async () => {
  h.production.world.break('api-down')
  const maya = h.as('U0MAYA')
  const channel = await declare('P1 api down')
  const from = h.production.tyrehero.requests.length
  const posted = () => maya.sees(channel).length
  await maya.command(channel, '/incident resolve all fine')
  await h.idle()
  await maya.submit()
  await h.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('Checking recovery')
  await maya.command(channel, '/incident resolve again')
  await h.idle()
  await maya.submit()
  await h.idle()
  expect(JSON.stringify(maya.modal()?.errors)).toContain('is resolving this')
  maya.close()
  const before = posted()
  await h.advance(119_000)
  expect(allWords(channel)).not.toContain('Not resolved')
  expect(posted()).toBe(before)
  await h.advance(1000)
  const refused = maya.sees(channel).at(-1)
  expect(refused?.text).toContain('Not resolved')
  expect(refused?.text).toMatch(/❌ api.tyrehero.com\/health · HTTP 503 \(was ❌ HTTP 503, attempt 5\)/)
  expect(refused?.text).toContain('not tried, since the endpoints are not well')
  const asked = h.production.tyrehero.requests.slice(from)
  expect(asked.filter(r => r.path === '/emergency-host/health')).toHaveLength(5)
  // The test request is not made while nobody could serve it.
  expect(h.production.world.testRequests).toBe(0)
  expect((await h.incidents())[0]?.ended).toBe(undefined)

  await maya.press('Resolve anyway', channel)
  await h.idle()
  maya.fill({ 'Why is it over although the checks do not pass?': 'the endpoint is being retired' })
  await maya.submit()
  await h.idle()
  expect((await h.incidents())[0]?.ended).toBe(undefined)
  expect(maya.sees(channel).at(-1)?.text).toContain('must confirm it before')
  await maya.press('Confirm and resolve', channel)
  await h.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('You asked for it, so somebody else must confirm it')
  await h.as('U0LEE').press('Confirm and resolve', channel)
  await h.idle()
  expect((await h.incidents())[0]?.ended).toMatchObject({ how: 'resolved', by: 'U0LEE' })
  expect(allWords(channel)).toContain(
    'Resolved without passing checks: the endpoint is being retired (two people said so)',
  )
  await maya.command(channel, '/incident update still here')
  await h.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('was resolved by @lee; nothing was changed')
})

test('the gate carries on by itself and resolves once the endpoints are well', async () => {
  h.production.world.break('api-down')
  const maya = h.as('U0MAYA')
  const channel = await declare('P1 api down')
  await maya.command(channel, '/incident resolve restarted')
  await h.idle()
  await maya.submit()
  await h.idle()
  await h.advance(40_000)
  h.production.world.cure('api-down')
  await h.advance(20_000)
  expect((await h.incidents())[0]?.ended).toMatchObject({ how: 'resolved', by: 'U0MAYA' })
  const said = allWords(channel)
  expect(said).toMatch(/✅ api.tyrehero.com\/health · HTTP 200 \(was ❌ HTTP 503, attempt 3\)/)
  expect(said).toContain('✅ End-to-end test · “success” is true')
  expect(said).toMatch(/✅ Response time · \d+ ms \(p95 of 5, normal < 1000 ms\)/)
  expect(h.production.world.testRequests).toBe(1)
  // Follow-up checks never leave anything in production.
  await h.advance(3 * 3_600_000)
  expect(h.production.world.testRequests).toBe(1)
})

test('break-glass resolves alone, loudly, and only for those who may', async () => {
  h.production.world.break('api-down')
  const maya = h.as('U0MAYA')
  const channel = await declare('P1 api down')
  const override = async (why: string) => {
    await maya.command(channel, '/incident resolve')
    await h.idle()
    if (maya.modal() !== undefined) await maya.submit()
    await h.idle()
    await h.advance(120_000)
    await maya.press('Resolve anyway', channel)
    await h.idle()
    maya.fill({ 'Why is it over although the checks do not pass?': why })
    await maya.submit()
    await h.idle()
  }
  await override('nobody else is awake')
  await h.as('U0GRACE').press('Resolve alone', channel)
  await h.idle()
  expect(h.as('U0GRACE').sees(channel).at(-1)?.text).toContain('Only @primary-oncall or @secondary-oncall')
  await maya.press('Resolve alone', channel)
  await h.idle()
  expect((await h.incidents())[0]?.ended).toMatchObject({ how: 'resolved', by: 'U0MAYA' })
  expect(allWords(channel)).toContain('Break-glass')
  expect(
    h
      .as('U0OMAR')
      .sees('#security')
      .some(m => m.text.includes('without passed checks')),
  ).toBe(true)
})

test('recovery can be checked without resolving; a warning stops nothing', async () => {
  const maya = h.as('U0MAYA')
  const channel = await declare('P3 slow pages')
  h.production.world.break('overload')
  h.jump(20_000)
  await maya.command(channel, '/incident validate')
  await h.idle()
  await maya.submit()
  await h.idle()
  const said = maya.sees(channel).at(-1)?.text ?? ''
  expect(said).toContain('Recovery is confirmed')
  expect(said).toMatch(/⚠️ Emergency queue · \d+ waiting \(normal < 5\) \(was ✅ 2 waiting .*only a warning\)/)
  expect((await h.incidents())[0]?.ended).toBe(undefined)
  await maya.press('Check and resolve', channel)
  await h.idle()
  await maya.submit()
  await h.idle()
  expect((await h.incidents())[0]?.ended?.how).toBe('resolved')
  // Once a gate: two gates, two test requests.
  expect(h.production.world.testRequests).toBe(2)
})
