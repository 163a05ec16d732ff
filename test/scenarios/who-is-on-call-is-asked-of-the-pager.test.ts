import { afterEach, expect, test } from 'vitest'
import type { startProduction } from '../../sandbox/production.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

type Production = Awaited<ReturnType<typeof startProduction>>

let h: Harness
afterEach(() => h?.stop())
const bySchedule = (source: string) =>
  source
    .replace(/schedule: "[^"]*PRIMARY[^"]*", people: \[maya\]/, 'schedule: PPRIMARY')
    .replace(/schedule: "[^"]*SECONDARY[^"]*", people: \[lee\]/, 'schedule: PSECONDARY')

/** The playbook as it is shipped, with the ids of the schedules in the environment. */
const withSchedules = (ids: Record<string, string>) => ({
  prepare(_: unknown, { env, pagerduty: { schedules, users } }: Production) {
    Object.assign(env, ids)
    const person = (name: string) => users.filter(u => u.name === name)
    schedules.set('PPRIMARY', person('sam'))
    schedules.set('PSECONDARY', person('grace'))
  },
})
const shipped = { PAGERDUTY_PRIMARY_SCHEDULE: 'PPRIMARY', PAGERDUTY_SECONDARY_SCHEDULE: 'PSECONDARY' }

test('the playbook as it is shipped calls whoever is on call in PagerDuty, and nobody else', async () => {
  h = await startPitcrew(withSchedules(shipped))
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  expect((await h.incidents())[0]?.onCall).toEqual(['U0SAM', 'U0GRACE'])
  const directly = h.as('U0MAYA').sees('@pitcrew')
  expect(directly).toEqual([])
})

test.each([
  ['without the ids of the schedules', {}, 0],
  ['while PagerDuty does not answer', shipped, 40],
  [
    'with a schedule that nobody is on',
    { PAGERDUTY_PRIMARY_SCHEDULE: 'PNONE', PAGERDUTY_SECONDARY_SCHEDULE: 'PNONE' },
    0,
  ],
])('%s the people of the playbook stand in', async (_, ids, faults) => {
  const given = withSchedules(ids)
  h = await startPitcrew({
    prepare(slack, production) {
      given.prepare(slack, production)
      if (faults > 0) production.pagerduty.plan('error-500', faults)
    },
  })
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  expect((await h.incidents())[0]?.onCall).toEqual(['U0MAYA', 'U0LEE'])
})

test('by e-mail, else by the playbook’s own mapping; an unknown or empty schedule is said, and stops nobody else', async () => {
  h = await startPitcrew({
    playbook: bySchedule,
    prepare(_, { pagerduty: { schedules, users } }) {
      const sam = users.find(u => u.name === 'sam')
      if (sam === undefined) throw new Error('no sam')
      schedules.set('PPRIMARY', [{ ...sam }])
      // Known to PagerDuty by an address that Slack has not: the playbook says who it is.
      schedules.set('PSECONDARY', [
        { id: 'secondary-oncall', name: 'Somebody Else', email: 'private@home.example' },
      ])
    },
  })
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const [incident] = await h.incidents()
  expect(incident?.onCall).toEqual(['U0SAM', 'U0LEE'])
  expect(
    h
      .as('U0SAM')
      .sees('@pitcrew')
      .some(m => m.text.includes('You are on call for P1')),
  ).toBe(true)
  expect(
    h
      .as('U0MAYA')
      .channels()
      .some(c => c.startsWith('inc-')),
  ).toBe(false)
})

test('a stranger to Slack and an empty schedule: somebody is called by hand', async () => {
  h = await startPitcrew({
    playbook: bySchedule,
    prepare(_, { pagerduty: { schedules } }) {
      schedules.set('PPRIMARY', [{ id: 'PNEW', name: 'Maya Patel', email: 'new@elsewhere.example' }])
      schedules.set('PSECONDARY', [])
    },
  })
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const channel =
    h
      .as('U0TOM')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  const said = h
    .as('U0TOM')
    .sees(channel)
    .map(m => m.text)
    .join('\n')
  // Never by a guess at names: Maya Patel in PagerDuty is not Maya Patel in Slack until somebody says so.
  expect(said).toContain(
    'Nobody is known who is Primary On-Call Engineer, Secondary On-Call Engineer: call them',
  )
  expect(h.as('U0GRACE').sees('@pitcrew').length).toBeGreaterThan(0)
})
