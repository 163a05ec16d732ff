import type { startSlack } from '../slack/index.ts'
import type { Part } from './part.ts'

type Slack = Awaited<ReturnType<typeof startSlack>>
const crowd = 40_000
/** Slack's tier for lists, twenty pages a minute, at the speed of a drill. */
const tier = { calls: 20, perMs: 6000 }

/** Many channels before the playbook's own, of which one is private; twenty pages a minute. */
export function crowdWorkspace({ state, faults }: Slack): void {
  const ours = [...state.channels.entries()]
  state.channels.clear()
  for (const [id, channel] of ours.slice(0, 1)) state.channels.set(id, channel)
  for (let n = 0; n < crowd; n++) state.addChannel(`room-${n}`, 'U0ADMIN', false, [])
  for (const [id, channel] of ours.slice(1)) state.channels.set(id, channel)
  const leadership = state.channelNamed('leadership')
  if (leadership !== undefined) {
    leadership.isPrivate = true
    leadership.members.add(state.botUser)
  }
  faults.limits.set('conversations.list', tier)
}

export const manyChannels: Part = {
  name: 'R5',
  async play(t) {
    const began = Date.now()
    await t.person('U0TOM').command(t.home, '/incident declare P1 in a crowd')
    const announced = await t.sees('U0ANA', t.home, 'in a crowd', 10_000)
    t.add(
      '40,000 channels, twenty pages a minute: a P1 is announced within 10 s',
      announced,
      `${Date.now() - began} ms`,
    )
    const find = () =>
      t
        .person('U0TOM')
        .channels()
        .find(c => c.includes('in-a-crowd'))
    const channel = await t.until('the channel', find, 20_000)
    t.add('its channel is opened in time', Date.now() - began < 20_000, channel)
    const tom = t.person('U0TOM')
    await t.seen('U0TOM', channel, 'Phase 1')
    await tom.command(channel, '/incident update')
    await t.until('the form', () => tom.modal()?.submit !== undefined)
    const words = 'We look for the cause'
    tom.fill({ 'What is known, and what happens next?': words, 'Also tell': ['#leadership', '#security'] })
    await tom.submit()
    t.add(
      'an update reaches private #leadership, of which Pitcrew is a member',
      await t.sees('U0GRACE', '#leadership', words),
    )
    t.add('an update reaches #security, at the end of the list', await t.sees('U0MAYA', '#security', words))
    const pages = t.slack.ledger
      .of('conversations.list')
      .filter(c => c.ok)
      .map(c => String(c.args.cursor ?? ''))
    t.add(
      'the list is not begun again at every limit',
      pages.filter(c => c === '').length <= 2,
      `${pages.length} pages`,
    )
    await t.cancel(channel)
  },
}
