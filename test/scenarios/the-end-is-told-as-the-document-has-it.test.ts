import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const channelOf = (h: Harness) =>
  h
    .as('U0MAYA')
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
async function type(h: Harness, typed: string, submits = false) {
  const maya = h.as('U0MAYA')
  await maya.command(channelOf(h) || '#emergency-incidents', `/incident ${typed}`)
  await h.idle()
  if (submits) await maya.submit()
  await h.idle(20_000)
}
const end = (h: Harness) =>
  h
    .as('U0MAYA')
    .sees(channelOf(h))
    .find(m => m.text.includes('INCIDENT RESOLVED'))

test('§5.2: the notice is green, with the id, the duration as HH:MM:SS, and all services operational', async () => {
  const h = await begin()
  await type(h, 'declare P2 slow')
  await h.advance(42 * 60_000 + 10_000)
  await type(h, 'resolve the pool was full', true)
  expect(end(h)?.raw.text).toMatch(/^✅ \*INCIDENT RESOLVED\* by Maya Patel: the pool was full/)
  expect(end(h)?.raw.attachments).toEqual([
    {
      color: 'good',
      fields: [
        { title: 'Incident ID', value: 'INC-20250120-143200', short: true },
        { title: 'Duration', value: '00:42:10', short: true },
        { title: 'Status', value: 'All services operational', short: false },
      ],
    },
  ])
})

test('resolved without passing checks, the status says that and why', async () => {
  const h = await begin()
  await type(h, 'declare P3 odd')
  h.production.world.break('api-down')
  await type(h, 'resolve over', true)
  await h.advance(120_000)
  const maya = h.as('U0MAYA')
  await maya.press('Resolve anyway', channelOf(h))
  await h.idle()
  maya.fill({ 'Why is it over although the checks do not pass?': 'the endpoint is retired' })
  await maya.submit()
  await h.idle(20_000)
  expect(end(h)?.text).toContain('Status: Resolved without passing checks: the endpoint is retired')
  expect(end(h)?.text).not.toContain('All services operational')
})

test('where customers were affected, the communications lead is asked for the follow-up e-mail', async () => {
  const h = await begin()
  await type(h, 'declare P1 dark')
  await type(h, 'role communications @ana')
  await type(h, 'triage')
  h.as('U0MAYA').fill({ 'How many customers are affected?': 240 })
  await h.as('U0MAYA').submit()
  await h.idle()
  await type(h, 'resolve over', true)
  expect(end(h)?.text).toContain(
    '*Customers were affected* (240 customers). @ana, send them the follow-up e-mail.',
  )
  await h.as('U0ANA').press('Tell customers (email)', channelOf(h))
  await h.idle()
  expect(h.as('U0ANA').modal()?.text).toContain('Follow-up e-mail to affected customers')
})

test.each([
  ['a P1 in which no customer was affected', 'declare P1 dark', false],
  ['a P3', 'declare P3 odd', true],
])('%s asks for no e-mail', async (_, declare, isAffected) => {
  const h = await begin()
  await type(h, declare)
  if (isAffected) {
    await type(h, 'triage')
    h.as('U0MAYA').fill({ 'How many customers are affected?': 3 })
    await h.as('U0MAYA').submit()
    await h.idle()
  }
  await type(h, 'resolve over', true)
  expect(end(h)?.text).not.toContain('follow-up e-mail')
})

test('§3.2: the social media post comes up with the public “identified”, once in an incident', async () => {
  const h = await begin()
  await type(h, 'declare P1 dark')
  const items = async () => Object.values((await h.incidents())[0]?.items ?? {}).map(i => i.key)
  expect(await items()).toEqual([])
  const publish = async (label: string) => {
    await type(h, 'comms')
    await h.as('U0MAYA').press(label, channelOf(h))
    await h.idle()
    await h.as('U0MAYA').submit()
    await h.idle(15_000)
  }
  await publish('Status page: Identified')
  expect(await items()).toEqual(['post-on-social-media'])
  const [item] = Object.values((await h.incidents())[0]?.items ?? {})
  expect(item?.title).toBe('Post on @TyreHeroUK (Twitter and Facebook)')
  expect(item?.text).toContain('currently resolving a technical issue affecting our service')
  expect(item?.text).toContain('Updates: https://status.tyrehero.com')
  await publish('Status page: Monitoring')
  expect(await items()).toEqual(['post-on-social-media'])
})
