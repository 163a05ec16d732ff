import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

const title = 'breach of Zanzibar vault'
/** What would give it away, in any spelling that people could find it by. */
const traces = () => {
  const i = channelOf()
  return [/zanzibar/i, /INC-20250120/i, ...(i === undefined ? [] : [new RegExp(i.id), new RegExp(i.name)])]
}
const channelOf = () => [...h.slack.state.channels.values()].find(c => c.name.startsWith('inc-'))

/** Every word that went to anybody but the incident's own people, from the ledger of all calls. */
function leaks(): string[] {
  const own = channelOf()
  const insiders = own?.members ?? new Set<string>()
  const told = [...h.slack.state.channels.values()]
    .filter(c => c.id !== own?.id)
    .flatMap(c =>
      c.messages
        .filter(m => m.only === undefined || !insiders.has(m.only))
        .filter(() => !insiders.has(c.isDirect ?? ''))
        .map(m => JSON.stringify([c.name, m.text, m.blocks, m.files])),
    )
  const names = [...h.slack.state.channels.values()].filter(c => !c.isPrivate).flatMap(c => [c.name, c.topic])
  const outside = [
    JSON.stringify(h.production.statuspage.incidents),
    JSON.stringify(h.production.pagerduty.incidents.map(({ key: _, ...i }) => i)),
    JSON.stringify(h.production.world.told),
  ]
  const homes = [...h.slack.state.homes.entries()]
    .filter(([user]) => !insiders.has(user))
    .map(([, view]) => JSON.stringify(view.blocks))
  return [...told, ...names, ...outside, ...homes].filter(words => traces().some(t => t.test(words)))
}

async function declare() {
  const maya = h.as('U0MAYA')
  await maya.command('#security', `/incident declare private P1 ${title}`)
  await h.idle()
  return { maya, channel: channelOf()?.name ?? '' }
}

test('it has a private channel, and nothing about it stands anywhere else', async () => {
  const { maya, channel } = await declare()
  expect(channelOf()?.isPrivate).toBe(true)
  expect(maya.sees(channel).some(m => m.text.includes('Zanzibar'))).toBe(true)
  expect(h.as('U0TOM').sees(channel)).toEqual([])
  expect(h.production.statuspage.incidents).toEqual([])
  expect(h.production.pagerduty.incidents).toMatchObject([{ summary: 'P1: a private incident, see Slack' }])
  expect(leaks()).toEqual([])
})

test('the search finds what a public one gives away', async () => {
  await h.as('U0MAYA').command('#security', `/incident declare P1 ${title}`)
  await h.idle()
  expect(leaks().length).toBeGreaterThan(3)
})

test('a button in a direct message works for those who were told, and for nobody in another channel', async () => {
  const { channel } = await declare()
  const lee = h.as('U0LEE')
  await lee.press('I’m on it', '@pitcrew')
  await h.idle()
  const events = await h.events((await h.incidents())[0]?.id ?? '')
  expect(events.map(e => e.type)).toContain('escalation.acknowledged')
  const panel = lee.sees(channel).find(m => m.buttons.some(b => b.label === 'Contain'))
  const contain = panel?.buttons.find(b => b.label === 'Contain')
  if (contain === undefined) throw new Error('no button')
  await h
    .as('U0TOM')
    .forge('#general-elsewhere', '1.1', contain)
    .catch(() => undefined)
  await h.idle()
  expect(leaks()).toEqual([])
})

/** What people may do about it, in any order. */
const deeds: ((channel: string) => Promise<unknown>)[] = [
  c => h.as('U0MAYA').command(c, '/incident update Zanzibar is locked down'),
  c => h.as('U0MAYA').command(c, '/incident ack'),
  c => h.as('U0MAYA').command(c, '/incident severity P2 smaller than it looked'),
  c => h.as('U0MAYA').command(c, '/incident severity P1 it is back'),
  c => h.as('U0MAYA').command(c, '/incident note Zanzibar door was open'),
  c => h.as('U0MAYA').command(c, '/incident investigate deployments'),
  c => h.as('U0MAYA').command(c, '/incident comms'),
  c => h.as('U0MAYA').command(c, '/incident diagnose'),
  c => h.as('U0MAYA').command(c, '/incident export'),
  c => h.as('U0MAYA').command(c, '/incident escalate ceo Zanzibar needs you'),
  () => h.as('U0TOM').command('#emergency-incidents', '/incident list'),
  () => h.as('U0TOM').command('#emergency-incidents', '/incident status'),
  async () => h.as('U0TOM').openHome(),
  () => h.advance(16 * 60_000),
  () => h.advance(31 * 60_000),
  async c => {
    await h.as('U0MAYA').command(c, '/incident resolve Zanzibar is safe')
    await h.idle()
    if (h.as('U0MAYA').modal() !== undefined) await h.as('U0MAYA').submit()
  },
]

test('whatever people do and however much time passes, no call gives it away', async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.shuffledSubarray(deeds, { minLength: 6, maxLength: 9 }), async plan => {
        const { channel } = await declare()
        for (const deed of plan) {
          await deed(channel)
          await h.idle(20_000)
        }
        expect(leaks()).toEqual([])
      })
      .afterEach(async () => {
        await h.stop()
        h = await startPitcrew()
      }),
    { numRuns: 6, endOnFailure: true },
  )
}, 120_000)
