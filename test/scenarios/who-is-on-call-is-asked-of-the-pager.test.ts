import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
afterEach(() => h?.stop())
const bySchedule = (source: string) =>
  source
    .replace(
      'primary-oncall: { title: Primary On-Call Engineer, people: [maya] }',
      'primary-oncall: { title: Primary On-Call Engineer, schedule: PPRIMARY }',
    )
    .replace(
      'secondary-oncall: { title: Secondary On-Call Engineer, people: [lee] }',
      'secondary-oncall: { title: Secondary On-Call Engineer, schedule: PSECONDARY }',
    )

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
