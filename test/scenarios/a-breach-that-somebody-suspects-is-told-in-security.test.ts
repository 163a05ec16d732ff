import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const breach = 'This may be a security breach'
const security = (h: Harness) =>
  h
    .as('U0MAYA')
    .sees('#security')
    .filter(m => m.from === 'pitcrew')
    .map(m => m.text)
const channelOf = (h: Harness) =>
  h
    .as('U0MAYA')
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
const words = (h: Harness) =>
  h
    .as('U0MAYA')
    .sees(channelOf(h))
    .map(m => m.text)
async function declare(h: Harness, typed: string) {
  await h.as('U0MAYA').command('#emergency-incidents', `/incident declare ${typed}`)
  await h.idle()
}
async function triage(h: Harness, fill: Record<string, string | number | string[]>) {
  const maya = h.as('U0MAYA')
  await maya.command(channelOf(h), '/incident triage')
  await h.idle()
  maya.fill(fill)
  await maya.submit()
  await h.idle()
}

test('ticked in the declare form by somebody who is not sure of the severity: P1, and #security hears of it', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  await maya.command('#emergency-incidents', '/incident declare')
  await h.idle()
  maya.fill({ 'What fails?': 'strange logins', Security: [breach] })
  await maya.submit()
  await h.idle()
  expect((await h.incidents())[0]).toMatchObject({ severity: 'P1', unsure: true, triage: { breach: true } })
  expect(security(h)).toHaveLength(1)
  expect(security(h)[0]).toContain('strange logins')
  expect(security(h)[0]).toContain('*This may be a security breach*, says')
  expect(words(h).some(t => t.includes('#security is told'))).toBe(true)
})

test('ticked in the triage of a P3: P1 is suggested; taken away again, that is recorded and told too', async () => {
  const h = await begin()
  await declare(h, 'P3 odd')
  expect(security(h)).toEqual([])
  await triage(h, {
    'Can customers call for emergencies?': 'Yes',
    Security: [breach],
    'Which service?': 'Payments',
    'Which region?': 'Ireland (eu-west-1)',
    'Which component?': 'login page',
  })
  const id = (await h.incidents())[0]?.id ?? ''
  const [, recorded, assessed] = (await h.events(id))
    .filter(e => ['triage.recorded', 'security.flagged', 'severity.assessed'].includes(e.type))
    .slice(-3)
  expect(recorded?.data).toEqual({ suspected: true, watchers: 'security' })
  expect(assessed?.data).toMatchObject({ proposed: 'P1', after: 'triage' })
  expect(security(h)).toHaveLength(1)
  // The same form sent again tells nobody twice.
  await triage(h, { 'Which component?': 'login form' })
  expect(security(h)).toHaveLength(1)
  expect((await h.incidents())[0]?.triage).toMatchObject({
    where: 'payments',
    region: 'ireland',
    component: 'login form',
    breach: true,
  })

  await triage(h, { Security: [] })
  expect((await h.incidents())[0]?.triage.breach).toBe(false)
  expect(security(h)[1]).toContain('no longer takes this for a security breach')

  const maya = h.as('U0MAYA')
  await maya.command(channelOf(h), '/incident export')
  await h.idle(20_000)
  const timeline = [...h.slack.state.files.values()]
    .map(f => f.bytes.toString())
    .find(t => t.includes('Triage:'))
  expect(timeline).toContain(
    'Triage: security breach: suspected; customers can call: yes; component: login page; region: ireland; service: payments',
  )
  expect(timeline).toContain('security breach: not suspected any more')
})

test('in a private incident the tick is said there, and in no other channel', async () => {
  const h = await begin()
  await declare(h, 'private P2 odd')
  await triage(h, { Security: [breach] })
  expect(security(h)).toEqual([])
  expect(words(h).some(t => t.includes('private, so no other channel is told'))).toBe(true)
})
