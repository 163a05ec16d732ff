import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const settleMs = 60_000
type Playbook = Record<'actions' | 'checklists' | 'fixes', Record<string, Record<string, unknown> | string>>

/** A fix of these steps, each with these approvers, one after the other. */
const withFix = (steps: Record<string, string[]>) => (source: string) => {
  const playbook = parse(source) as Playbook
  for (const [key, roles] of Object.entries(steps)) {
    const action = playbook.actions[key] as Record<string, unknown>
    action.approval = { count: 1, roles, expires: '10m' }
  }
  playbook.checklists['fix-both'] = {
    title: 'Both',
    steps: Object.keys(steps),
    wait: true,
    'on-failure': 'stop',
  } as never
  playbook.fixes.both = 'fix-both'
  return stringify(playbook)
}
async function ask(h: Harness, severity: string): Promise<string> {
  await h.as('U0MAYA').command('#emergency-incidents', `/incident declare ${severity} slow`)
  await h.idle()
  const channel =
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  await h.as('U0MAYA').command(channel, '/incident fix both')
  await h.idle()
  expect(h.as('U0MAYA').modal()?.submit).toBe('Ask for approval')
  await h.as('U0MAYA').submit()
  await h.idle()
  return channel
}
async function approve(h: Harness, user: string) {
  await h.as(user).press('Review and approve', '@pitcrew')
  await h.idle()
  const shown = h.as(user).modal()?.text ?? ''
  await h.as(user).submit()
  await h.idle()
  return shown
}
const writes = (h: Harness) =>
  h.production.aws.writes().map(w => (w.input.desiredCount === undefined ? 'restart' : 'scale'))
const request = (h: Harness, channel: string) =>
  h
    .as('U0MAYA')
    .sees(channel)
    .findLast(m =>
      /^\*Approve (for|the)|^\S+ \*.*: (running|done|rejected|not run|\d+ of \d+ (failed|not run))/.test(
        m.text,
      ),
    )?.text ?? ''

test('two steps of different approvers: each approves their own, and nobody needs every role', async () => {
  const h = await begin({
    playbook: withFix({
      'restart-emergency-api': ['sre-oncall'],
      'scale-secondary-region': ['engineering-manager'],
    }),
  })
  const channel = await ask(h, 'P2')
  const read = await approve(h, 'U0LEE')
  // Only what is theirs to approve stands in the form.
  expect(read).toContain('Restart the emergency API')
  expect(read).toContain('Others approve: Scale up the second region')
  expect(read).not.toContain('*2. ')
  expect(writes(h)).toEqual(['restart'])
  expect(request(h, channel)).toContain('Approve for ')
  await h.advance(settleMs)
  await h.idle()
  expect(writes(h)).toEqual(['restart'])
  await approve(h, 'U0GRACE')
  await h.advance(settleMs)
  await h.idle()
  expect(writes(h)).toEqual(['restart', 'scale'])
  expect(request(h, channel)).toMatch(/^✅ \*.*: done/)
})

test('the second approver first: their step waits for its turn, and then runs', async () => {
  const h = await begin({
    playbook: withFix({
      'restart-emergency-api': ['sre-oncall'],
      'scale-secondary-region': ['engineering-manager'],
    }),
  })
  const channel = await ask(h, 'P2')
  await approve(h, 'U0GRACE')
  expect(writes(h)).toEqual([])
  await approve(h, 'U0LEE')
  await h.advance(settleMs)
  await h.idle()
  await h.advance(settleMs)
  await h.idle()
  expect(writes(h)).toEqual(['restart', 'scale'])
  expect(request(h, channel)).toMatch(/^✅ \*.*: done/)
})

test('a message to customers that was approved is not sent once the severity forbids it', async () => {
  const h = await begin({
    playbook: withFix({ 'restart-emergency-api': ['sre-oncall'], 'sms-active-customers': ['sre-oncall'] }),
  })
  const channel = await ask(h, 'P2')
  await approve(h, 'U0LEE')
  expect(writes(h)).toEqual(['restart'])
  await h.as('U0MAYA').command(channel, '/incident severity P3 only a few are affected')
  await h.idle()
  await h.advance(settleMs)
  await h.idle()
  expect(h.production.world.told).toEqual([])
  expect(request(h, channel)).toContain('Customers are told by sms only of a P1 or P2; this is a P3.')
})

test('an undo that is asked for again takes the change back, which then no longer counts as standing', async () => {
  const h = await begin({ playbook: withFix({ 'scale-secondary-region': ['sre-oncall'] }) })
  const channel = await ask(h, 'P2')
  await approve(h, 'U0LEE')
  await h.advance(settleMs)
  await h.idle()
  expect(h.production.world.ireland.desired()).toBe(6)
  await h.as('U0MAYA').press('Undo', channel)
  await h.idle()
  // Nobody approves in time; Maya asks once more.
  await h.advance(11 * 60_000)
  await h.idle()
  await h.as('U0MAYA').press('Ask again', channel)
  await h.idle()
  await approve(h, 'U0LEE')
  await h.advance(settleMs)
  await h.idle()
  expect(h.production.world.ireland.desired()).toBe(2)
  const scaled = h
    .as('U0MAYA')
    .sees(channel)
    .find(m => m.text.includes('6 of 6 tasks running'))
  expect(scaled?.text).toContain('undone since')
  expect(scaled?.buttons.map(b => b.label)).not.toContain('Undo')
  await h.as('U0MAYA').command(channel, '/incident resolve over')
  await h.idle()
  await h.as('U0MAYA').submit()
  await h.idle()
  const end = h
    .as('U0MAYA')
    .sees(channel)
    .find(m => m.text.includes('INCIDENT RESOLVED'))
  expect(end?.text).not.toContain('Still changed in production')
})
