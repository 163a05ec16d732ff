// Every way in which words reach the public, or do not: long because there are many.
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
async function declare(words: string) {
  await maya().command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
}
const page = () => h.production.statuspage.incidents
const last = (user = 'U0MAYA') => h.as(user).sees(channel()).at(-1)?.text ?? ''
async function publish(user: string, label: string, fill: Record<string, string | string[]> = {}) {
  await h.as(user).command(channel(), '/incident comms')
  await h.idle()
  await h.as(user).press(label, channel())
  await h.idle()
  h.as(user).fill(fill)
  const shown = h.as(user).modal()?.text ?? ''
  await h.as(user).submit()
  await h.idle(15_000)
  return shown
}

test('a P1 is on the page at once, under the playbook’s name; the rest is published by those who may', async () => {
  await declare('P1 <!channel> secret customer Acme is down')
  expect(page()).toHaveLength(1)
  const [first] = page()
  expect(first?.name).toMatch(/^Emergency Service Investigation INC-20250120-143200$/)
  expect(first).toMatchObject({
    status: 'investigating',
    impact: 'critical',
    components: ['emergency-service'],
  })
  expect(JSON.stringify(page())).not.toContain('Acme')

  // Whoever is neither commander nor communications lead is told who is.
  const from = page()[0]?.updates.length
  await publish('U0LEE', 'Status page: Identified')
  expect(JSON.stringify(h.as('U0LEE').modal()?.errors)).toContain(
    'Only the commander and the communications lead',
  )
  h.as('U0LEE').close()
  expect(page()[0]?.updates.length).toBe(from)

  const shown = await publish('U0MAYA', 'Status page: Identified')
  expect(shown).toContain('Left out: “All emergency requests continue to be processed.” (nobody has answered')
  expect(page()[0]).toMatchObject({ status: 'identified' })
  expect(page()[0]?.updates[0]?.body).toMatch(/implementing a fix\. The next update follows by 14:47 GMT\.$/)
  expect(last()).toContain('📣 *Status page*')
  await publish('U0MAYA', 'Status page: Monitoring')
  await maya().command(channel(), '/incident resolve over')
  await h.idle()
  await maya().submit()
  await h.idle()
  expect(page()[0]?.status).toBe('monitoring')
  await publish('U0MAYA', 'Status page: Resolved')
  expect(page()[0]?.updates.map(u => u.status)).toEqual([
    'resolved',
    'monitoring',
    'identified',
    'investigating',
  ])
  expect(page()[0]?.updates[0]?.body).toBe(
    'The issue has been resolved. All emergency services are operating normally.',
  )
  expect(page()).toHaveLength(1)
})

test('one request a second; an edit made elsewhere is noticed', async () => {
  await declare('P2 slow')
  const made = page()[0]
  made?.updates.unshift({ status: 'monitoring', body: 'Somebody fixed it, says the boss.', at: 0 })
  if (made) made.status = 'monitoring'
  await publish('U0MAYA', 'Status page: Identified')
  expect(last()).toContain(
    'It had been edited elsewhere meanwhile (monitoring): Somebody fixed it, says the boss.',
  )
  const times = h.production.statuspage.calls.map(c => c.real)
  const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(700)
})

test('a P3 is nobody’s business outside; raised to a P1 it is', async () => {
  await declare('P3 a typo')
  expect(page()).toEqual([])
  await maya().command(channel(), '/incident comms')
  await h.idle()
  expect(last()).toContain('*Status page* · nothing yet · not for this incident')
  await maya().command(channel(), '/incident severity P1 it spreads')
  await h.idle()
  expect(page()).toHaveLength(1)
})

test('the update’s form leaves the public out, unless it is ticked by somebody who may', async () => {
  await declare('P1 dark')
  await maya().command(channel(), '/incident update')
  await h.idle()
  maya().fill({ 'What is known, and what happens next?': 'Working on it.' })
  await maya().submit()
  await h.idle()
  expect(page()[0]?.updates).toHaveLength(1)
  await maya().command(channel(), '/incident update')
  await h.idle()
  maya().fill({
    'What is known, and what happens next?': 'A fix is on its way.',
    'And the public?': ['Publish these words on the status page'],
  })
  await maya().submit()
  await h.idle(15_000)
  expect(page()[0]?.updates.map(u => u.body)).toEqual([
    'A fix is on its way.',
    'We are investigating an issue affecting our emergency service.',
  ])
})

test('customers are told once, after somebody else has seen how many and what', async () => {
  await declare('P1 dark')
  await maya().command(channel(), '/incident comms')
  await h.idle()
  await maya().press('Test to me (sms)', channel())
  await h.idle()
  expect(last()).toMatch(
    /^Sent to \+44-7XXX-XXXXXX only: “TyreHero Update: We're resolving a technical issue\. Next update by/,
  )
  expect(h.production.world.told).toMatchObject([{ to: '+44-7XXX-XXXXXX' }])
  await maya().press('Tell customers (sms)', channel())
  await h.idle()
  const shown = maya().modal()?.text ?? ''
  expect(shown).toContain('Recipients now: 37')
  expect(shown).toContain('Left out: “Your emergency request is still being processed.”')
  await maya().submit()
  await h.idle()
  expect(h.production.world.told).toHaveLength(1)
  await h.as('U0LEE').press('Review and approve', channel())
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(5000)
  expect(h.production.world.told.slice(1)).toMatchObject([
    {
      audience: 'sms',
      to: null,
      incident: 'INC-20250120-143200',
      message: expect.not.stringContaining('still being processed'),
    },
  ])
  expect(
    maya()
      .sees(channel())
      .some(m => m.text.includes('36 of 37 reached, 1 failed')),
  ).toBe(true)
  const told = (await h.events('INC-20250120-143200')).find(e => e.type === 'customers.notified')
  expect(told?.data).toMatchObject({ audience: 'sms', recipients: 37, delivered: 36, failed: 1 })
  await maya().command(channel(), '/incident comms')
  await h.idle()
  expect(last()).toMatch(/\*Customers \(sms\)\* · \S+ 36 of 37 reached/)
  await maya().press('Tell customers (sms)', channel())
  await h.idle()
  await maya().submit()
  await h.idle()
  expect(JSON.stringify(maya().modal()?.errors)).toContain('was done already for this incident')
})

test('the follow-up e-mail goes out after the end, behind the same second person; data can be collected', async () => {
  await declare('P1 dark')
  await maya().command(channel(), '/incident resolve over')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  await maya().press('Collect the data', channel())
  await h.idle()
  expect(maya().modal()?.text).toContain('/ecs/tyrehero-emergency')
  await maya().submit()
  await h.idle()
  expect(h.production.world.logs.tasks).toHaveLength(1)
  await maya().command(channel(), '/incident comms')
  await h.idle()
  await maya().press('Tell customers (email)', channel())
  await h.idle()
  await maya().submit()
  await h.idle()
  expect(h.production.world.told).toEqual([])
  await h.as('U0LEE').press('Review and approve', channel())
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(5000)
  expect(h.production.world.told).toMatchObject([{ audience: 'email', incident: 'INC-20250120-143200' }])
  // Production itself is left alone once it is over.
  await maya().command(channel(), '/incident fix infrastructure')
  await h.idle()
  await maya().submit()
  await h.idle()
  expect(last()).toContain('only an undo can still be asked for')
})

test('where the playbook asks, people decide whether the public is told', async () => {
  await h.stop()
  h = await startPitcrew({ playbook: s => s.replace('on-declare: auto', 'on-declare: ask') })
  await declare('P1 dark')
  expect(page()).toEqual([])
  expect(
    maya()
      .sees(channel())
      .some(m => m.text.includes('The public does not know of this yet')),
  ).toBe(true)
  await maya().press('Status page: Investigating', channel())
  await h.idle()
  await maya().submit()
  await h.idle(15_000)
  expect(page()).toMatchObject([{ status: 'investigating' }])
})

test('a P2 that is raised to P1 is critical on the page too, and the public reads no new words', async () => {
  await declare('P2 slow')
  expect(page()).toMatchObject([{ impact: 'major', states: { 'emergency-service': 'partial_outage' } }])
  const words = page()[0]?.updates.map(u => u.body)
  await maya().command(channel(), '/incident severity P1 nobody can call')
  await h.idle(15_000)
  expect(page()).toMatchObject([{ impact: 'critical', states: { 'emergency-service': 'major_outage' } }])
  expect(page()[0]?.updates.map(u => u.body)).toEqual(words)
  const said = maya()
    .sees(channel())
    .filter(m => m.text.includes('the impact is critical now'))
  expect(said).toHaveLength(1)
  // Lowering it takes nothing back in public.
  await maya().command(channel(), '/incident severity P2 some can')
  await h.idle(15_000)
  expect(page()).toMatchObject([{ impact: 'critical' }])
  await maya().command(channel(), '/incident resolve over')
  await h.idle()
  await maya().submit()
  await h.idle()
  await publish('U0MAYA', 'Status page: Resolved')
  expect(page()).toMatchObject([{ status: 'resolved', states: { 'emergency-service': 'operational' } }])
})

test('a limit that Statuspage answers with its own number is waited for', async () => {
  h.production.statuspage.plan('throttle-without-hint', 2)
  await declare('P1 down')
  await h.advance(30_000)
  await h.idle(15_000)
  expect(page()).toHaveLength(1)
  expect(
    maya()
      .sees(channel())
      .some(m => m.text.includes('could not be updated')),
  ).toBe(false)
})
