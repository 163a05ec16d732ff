import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

async function declare(words: string) {
  const maya = h.as('U0MAYA')
  await maya.command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  const facts = maya.sees(channel).find(m => m.text.includes('Evidence suggests'))
  return { maya, channel, facts }
}
const incident = async () => (await h.incidents())[0]
const last = (channel: string) => h.as('U0MAYA').sees(channel).at(-1)?.text ?? ''

test('it never applies itself; one click takes it', async () => {
  h.production.world.break('api-down')
  const { maya, channel, facts } = await declare('P3 slow pages')
  expect(facts?.text).toMatch(/\*Evidence suggests P1\*: service available: no: 3 of 3 unwell\./)
  expect(facts?.buttons.map(b => b.label)).toEqual([
    'Make it P1',
    'Another severity',
    'Why?',
    'Show all',
    'Diagnose again',
    'Investigate',
  ])
  expect((await incident())?.severity).toBe('P3')
  await maya.press('Make it P1', channel)
  await h.idle()
  expect((await incident())?.severity).toBe('P1')
  expect(
    maya
      .sees(channel)
      .map(m => m.text)
      .join('\n'),
  ).toContain('as the evidence suggests')
  // The button stays where it is; pressed again it confirms, and then there is nothing left to do.
  await maya.press('Make it P1', channel)
  await maya.press('Make it P1', channel)
  await h.idle()
  expect(last(channel)).toContain('P1 is confirmed already')
})

test('or somebody stays with what is; another severity wants a reason', async () => {
  const { maya, channel, facts } = await declare('P1 all dark')
  // No database in this world: what could have been worse could not be told.
  expect(facts?.text).toMatch(/Evidence suggests P1\*, as it is: .* Not lowered while this is unknown: /)
  await maya.press('Keep P1', channel)
  await h.idle()
  expect((await h.events((await incident())?.id ?? '')).map(e => e.type)).toContain('severity.confirmed')
  await maya.press('Another severity', channel)
  await h.idle()
  expect(maya.modal()?.title).toBe('Severity')
})

test('every rule is shown with its input and verdict', async () => {
  h.production.world.break('overload')
  h.jump(60_000)
  const { maya, channel } = await declare('P2 many callers')
  await maya.press('Why?', channel)
  await h.idle()
  const rules = maya.modal()?.text ?? ''
  expect(rules).toMatch(/❗ \*P1\* if emergency queue > 10 · found: 2[12]/)
  expect(rules).toMatch(/✅ \*P2\* if capacity lost in a region > 50 % · found: 0 %/)
  expect(rules).toMatch(/⚠️ \*P2\* if longest wait > 90 min · found: could not tell/)
  expect(rules).toContain('added by us: unknown is never healthy')
})

test('while a P1 is open the probes run again, and the channel hears only of what changed', async () => {
  const { maya, channel } = await declare('P1 strange noises')
  await maya.command(channel, '/incident remind off')
  await maya.command(channel, '/incident ack')
  await h.idle()
  const words = () => maya.sees(channel).map(m => m.text)
  const runs = async () =>
    (await h.events((await incident())?.id ?? '')).filter(e => e.type === 'diagnostics.completed').length
  const quiet = words().length
  await h.advance(5 * 60_000)
  expect(await runs()).toBe(2)
  expect(words().length).toBe(quiet)
  h.production.world.break('api-down')
  h.production.world.cure('overload')
  await h.advance(5 * 60_000)
  const told = words().at(-1) ?? ''
  expect(told).toContain('Changed since the last look')
  expect(told).toMatch(/❌ api.tyrehero.com\/health · HTTP 503 .* · was fine/)
  expect(await runs()).toBe(3)
  h.production.world.cure('api-down')
  await h.advance(4 * 60_000)
  expect(words().at(-1)).toBe(told)
  await h.advance(60_000)
  expect(words().at(-1)).toMatch(/✅ api.tyrehero.com\/health · HTTP 200 .* · was unwell/)
  await maya.command(channel, '/incident resolve over')
  await h.idle()
  await maya.submit()
  await h.idle()
  const done = await runs()
  await h.advance(30 * 60_000)
  expect(await runs()).toBe(done)
})

test('nobody can sign in while calls come in: a P2, by its rule', async () => {
  h.production.world.break('sign-in-down')
  const { facts } = await declare('P3 complaints')
  expect(facts?.text).toMatch(/\*Evidence suggests P2\*: people can sign in: no/)
})

test('in a small incident they run once', async () => {
  await declare('P3 a typo')
  await h.advance(60 * 60_000)
  const events = await h.events((await incident())?.id ?? '')
  expect(events.filter(e => e.type === 'diagnostics.completed')).toHaveLength(1)
})

test('what people answer counts as evidence too, and is said when it changes the picture', async () => {
  const { maya, channel } = await declare('P3 odd calls')
  const count = () => maya.sees(channel).filter(m => m.text.includes('Evidence suggests')).length
  expect(count()).toBe(1)
  await maya.command(channel, '/incident triage')
  await h.idle()
  maya.fill({ 'How many customers are affected?': '2000' })
  await maya.submit()
  await h.idle()
  expect(count()).toBe(2)
  const said = maya.sees(channel).find(m => m.text.includes('Evidence suggests P1'))
  expect(said?.text).toContain('customers affected: 2000 (> 1000)')
  await maya.press('Make it P1', channel)
  await h.idle()
  expect((await incident())?.severity).toBe('P1')
})
