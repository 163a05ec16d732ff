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
async function leaks(): Promise<string[]> {
  const [incident] = await h.incidents()
  const asked = new Set(Object.values(incident?.requests ?? {}).flatMap(r => r.needs.people))
  const own = channelOf()
  const insiders = own?.members ?? new Set<string>()
  const told = [...h.slack.state.channels.values()]
    .filter(c => c.id !== own?.id)
    .flatMap(c =>
      c.messages
        .filter(m => m.only === undefined || !insiders.has(m.only))
        .filter(() => !insiders.has(c.isDirect ?? ''))
        // Whoever was asked to approve has buttons with its id, and knows nothing else of it.
        .map(m => JSON.stringify([c.name, m.text, m.blocks, m.files]))
        .map(words => (asked.has(c.isDirect ?? '') ? words.replaceAll(/INC-\d{8}-\d{6}/g, 'INC') : words)),
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
  const traced = [...told, ...names, ...outside, ...homes].filter(words => traces().some(t => t.test(words)))
  return [...traced, ...saidInPublic()]
}

/** Whatever Pitcrew says to all in a public channel says that something is going on. */
function saidInPublic(): string[] {
  return [...h.slack.state.channels.values()]
    .filter(c => !c.isPrivate)
    .flatMap(c => c.messages.filter(m => m.only === undefined && m.user === h.slack.state.botUser))
    .map(m => m.text)
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
  expect(await leaks()).toEqual([])
})

test('the search finds what a public one gives away', async () => {
  await h.as('U0MAYA').command('#security', `/incident declare P1 ${title}`)
  await h.idle()
  expect((await leaks()).length).toBeGreaterThan(3)
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
  expect(await leaks()).toEqual([])
})

/** Asks for the steps of a checklist, and has them approved by whoever was asked. */
async function change(typed: string, fails: boolean): Promise<void> {
  const maya = h.as('U0MAYA')
  if (fails) h.production.aws.plan('UpdateService', 'denied')
  await maya.command(channelOf()?.name ?? '', typed)
  await h.idle()
  if (maya.modal()?.submit === undefined) return maya.close()
  await maya.submit()
  await h.idle()
  const omar = h.as('U0OMAR')
  const asks = () =>
    omar
      .sees('@pitcrew')
      .at(-1)
      ?.buttons.some(b => b.label === 'Review and approve')
  if (asks() !== true) return
  await omar.press('Review and approve', '@pitcrew')
  await h.idle()
  if (omar.modal()?.submit === 'Approve') await omar.submit()
  else omar.close()
  await h.idle()
  await h.advance(30_000)
}

test('containment leaves out what speaks in public, and says so; whoever approves reads the steps only', async () => {
  const { maya, channel } = await declare()
  await maya.command(channel, '/incident contain')
  await h.idle()
  const shown = maya.modal()?.text ?? ''
  expect(shown).toContain('It is left out, because this incident is private and others would read it.')
  expect(shown).toContain(
    'Left out, because this incident is private and others would read it: Post on @TyreHeroUK',
  )
  expect(shown).toContain('and not what it is about')
  maya.close()
  await change('/incident contain', false)
  const omar = h.as('U0OMAR').sees('@pitcrew').at(-1)?.text ?? ''
  expect(omar).toContain('Restart')
  expect(omar).toContain('P1, a private incident')
  expect(h.production.aws.writes().length).toBeGreaterThan(0)
  expect(maya.sees(channel).some(m => m.text.includes('Twitter'))).toBe(false)
  expect(await leaks()).toEqual([])
})

test('whoever was asked to approve can do that, and nothing else: no status, no Home, no forged button or form', async () => {
  const { maya, channel } = await declare()
  await change('/incident contain', false)
  const omar = h.as('U0OMAR')
  const [incident] = await h.incidents()
  await omar.command('@pitcrew', `/incident status ${incident?.id}`)
  omar.openHome()
  await h.idle()
  const panel = maya.sees(channel).find(m => m.buttons.some(b => b.label === 'Contain'))
  const direct = h.slack.state.direct('U0OMAR').id
  for (const b of panel?.buttons ?? []) await omar.forge(direct, '1.1', b)
  await h.idle()
  expect(omar.modal()).toBeUndefined()
  // A form of his own whose metadata names it.
  await omar.command('#emergency-incidents', '/incident declare')
  await h.idle()
  const view = h.slack.state.stacks.get('U0OMAR')?.at(-1)
  if (view === undefined) throw new Error('no form')
  Object.assign(view, { callback_id: 'update', private_metadata: JSON.stringify({ i: incident?.id }) })
  await h.slack.client('U0OMAR').submit(view.id, { text: { value: 'let me in' } })
  await h.idle()
  expect((await h.events(incident?.id ?? '')).filter(e => e.by === 'U0OMAR').map(e => e.type)).toEqual(
    expect.not.arrayContaining(['update.posted', 'incident.acknowledged']),
  )
  expect(await leaks()).toEqual([])
})

test('whoever was let into its channel by hand works there by every form', async () => {
  const { channel } = await declare()
  channelOf()?.members.add('U0ANA')
  await h.as('U0ANA').command(channel, '/incident update')
  await h.idle()
  h.as('U0ANA').fill({ 'What is known, and what happens next?': 'I am here' })
  await h.as('U0ANA').submit()
  await h.idle()
  expect(h.as('U0ANA').modal()).toBeUndefined()
  expect(
    h
      .as('U0ANA')
      .sees(channel)
      .some(m => m.text.includes('I am here')),
  ).toBe(true)
})

test('customers are told nothing of it', async () => {
  const { maya, channel } = await declare()
  await maya.command(channel, '/incident comms')
  await h.idle()
  await maya.press('Tell customers (sms)', channel)
  await h.idle()
  expect(maya.modal()?.submit).not.toBe('Ask for approval')
  expect(h.production.world.told).toEqual([])
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
  () => change('/incident contain', false),
  () => change('/incident contain', true),
  () => change('/incident fix database', false),
  () => change('/incident fix infrastructure', true),
  () => change('/incident rollback', false),
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
      .asyncProperty(fc.shuffledSubarray(deeds, { minLength: 8, maxLength: 12 }), async plan => {
        const { channel } = await declare()
        for (const deed of plan) {
          await deed(channel)
          await h.idle(20_000)
        }
        expect(await leaks()).toEqual([])
      })
      .afterEach(async () => {
        await h.stop()
        h = await startPitcrew()
      }),
    { numRuns: Number(process.env.PRIVATE_RUNS ?? 6), endOnFailure: true },
  )
}, 240_000)
