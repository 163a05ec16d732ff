import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Fault } from '../../sandbox/slack/faults.ts'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute, posts } from './clock.ts'

const begin = startsPitcrew()
const said = (p: Harness, user: string, channel: string) =>
  p
    .as(user)
    .sees(channel)
    .map(m => m.text)
    .join('\n')

/** The VP is only known as the member of a user group. */
const vpByGroup = (source: string) => {
  const playbook = parse(source)
  playbook.roles['vp-engineering'] = { title: 'VP Engineering', group: 'vps' }
  return stringify(playbook)
}
const withGroup = (fails = false) =>
  begin({
    playbook: vpByGroup,
    prepare(slack) {
      slack.state.groups.push({ id: 'S0VPS', handle: 'vps', users: ['U0VICTOR'] })
      if (fails) slack.faults.begin('usergroups.list', { kind: 'error', error: 'missing_scope' })
    },
  })

test.each<[string, string, Fault]>([
  ['the plan has no user groups', 'usergroups.list', { kind: 'error', error: 'plan_upgrade_required' }],
  ['the scope for groups is missing', 'usergroups.list', { kind: 'error', error: 'missing_scope' }],
  ['groups answer 429', 'usergroups.list', { kind: 'rate', retryAfter: 30 }],
  ['people cannot be read', 'users.info', { kind: 'error', error: 'internal_error' }],
  ['addresses cannot be read', 'users.lookupByEmail', { kind: 'error', error: 'missing_scope' }],
])(
  '%s: people declare, acknowledge, update and end all the same',
  async (_, method, fault) => {
    const p = await begin()
    p.slack.faults.begin(method, fault)
    const channel = await declareAsTom(p, 'P3 slow search')
    expect(channel).not.toBe('')
    await p.as('U0MAYA').command(channel, '/incident ack')
    await p.as('U0MAYA').command(channel, '/incident update looking at it')
    await p.as('U0MAYA').command(channel, '/incident cancel a false alarm')
    await p.idle(20_000)
    const seen = said(p, 'U0MAYA', channel)
    expect(seen).toContain('acknowledged')
    expect(seen).toContain('looking at it')
    expect(seen).toContain('cancelled')
    await p.as('U0MAYA').command(channel, '/incident status')
    await p.idle(20_000)
    if (method !== 'users.info') return
    expect(JSON.stringify(p.as('U0MAYA').sees(channel).at(-1)?.raw)).toContain('people failing')
  },
  60_000,
)

test('a group that cannot be read when its level is due: that is said, and its people are told once it can', async () => {
  const p = await withGroup(true)
  const start = p.now()
  const end = () => p.slack.faults.heal('usergroups.list')
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(16 * minute)
  expect(directs(p, isPing, start).filter(d => d.endsWith('victor'))).toEqual([])
  expect(posts(p, channel, /Slack does not say at the moment who is VP Engineering/).length).toBeGreaterThan(
    0,
  )
  end()
  // Slack is asked again every few seconds of real time, whatever the clock of the story says.
  await expect
    .poll(
      () => {
        p.jump(1000)
        return directs(p, isPing, start).filter(d => d.endsWith('victor')).length
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(1)
  await p.idle()
  const mentioned = posts(p, channel, isPing).filter(m => m.text.startsWith('@victor:'))
  expect(mentioned.length).toBeGreaterThan(0)
}, 60_000)

test('a group that was read before is told by what was known then', async () => {
  const p = await withGroup()
  const start = p.now()
  await declareAsTom(p, 'P1 api down')
  await p.advance(16 * minute)
  expect(directs(p, isPing, start)).toContain('15 victor')
  p.slack.faults.begin('usergroups.list', { kind: 'error', error: 'missing_scope' })
  // Another replica, which has read nothing itself.
  await p.addReplica()
  await p.services[0]?.stop()
  p.services.shift()
  await p.advance(10 * minute)
  expect(directs(p, isPing, start)).toContain('25 victor')
}, 90_000)

test('a right that cannot be read is not held, and the refusal says why; whom the playbook names may act', async () => {
  const p = await begin({
    playbook: source => {
      const playbook = parse(source)
      playbook.roles['secondary-oncall'] = { title: 'Secondary On-Call Engineer', group: 'secondaries' }
      return stringify(playbook)
    },
  })
  p.slack.state.groups.push({ id: 'S0SEC', handle: 'secondaries', users: ['U0LEE'] })
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.as('U0MAYA').command(channel, '/incident contain')
  await p.idle()
  p.as('U0MAYA').fill({})
  await p.as('U0MAYA').submit()
  await p.idle()
  p.slack.faults.begin('usergroups.list', { kind: 'error', error: 'plan_upgrade_required' })
  for (const [user, may] of [
    ['U0LEE', false],
    ['U0GRACE', true],
  ] as const) {
    await p.as(user).press('Review and approve', channel)
    await p.idle(20_000)
    const modal = p.as(user).modal()
    expect(modal?.submit !== undefined, `${user}: ${modal?.text}`).toBe(may)
    if (may) continue
    expect(modal?.text).toContain('It cannot be read at the moment who is @')
    expect(modal?.text).toContain('plan_upgrade_required')
  }
}, 60_000)

test('people of whom the playbook knows only the address are pinged like all others', async () => {
  const p = await begin({
    playbook: source => {
      const playbook = parse(source)
      const { slack: _, ...victor } = playbook.people.victor
      playbook.people.victor = victor
      return stringify(playbook)
    },
  })
  const start = p.now()
  await declareAsTom(p, 'P1 api down')
  await p.advance(16 * minute)
  expect(directs(p, isPing, start)).toContain('15 victor')
}, 60_000)

test('whom nobody could tell is named at start: unknown addresses, and groups without members', async () => {
  const strangers = (source: string) => {
    const playbook = parse(vpByGroup(source))
    playbook.people.lee = { name: 'Lee Carter', email: 'lee@elsewhere.example' }
    return stringify(playbook)
  }
  const p = await begin({ playbook: strangers })
  const log = () => p.log.join('\n')
  await expect.poll(log).toContain('Slack knows nobody with the address lee@elsewhere.example')
  await expect
    .poll(log)
    .toContain('Nobody is VP Engineering: the user group @vps has no members or does not exist')
})
