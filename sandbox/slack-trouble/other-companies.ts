import type { Part } from './part.ts'

/** Slack Connect: what another company would read is not said there. */
export const otherCompanies: Part = {
  name: 'W5',
  async play(t) {
    const tom = t.person('U0TOM')
    const security = t.slack.state.channelNamed('security')
    if (security !== undefined) security.extShared = true
    await tom.command('#security', '/incident declare')
    await t.until('the form', () => tom.modal()?.submit === 'Declare')
    await tom.pressInModal('More options')
    await t.until('every question', () => tom.modal()?.fields.includes('Channel') === true)
    tom.fill({ 'What fails?': 'here', Channel: 'This channel' })
    await tom.submit()
    const errors = Object.values(tom.modal()?.errors ?? {}).join()
    t.add('no incident is run in a shared channel', errors.includes('shared with another company'), errors)
    tom.close()

    const channel = await t.declare('P1 shared ears')
    await t.seen('U0TOM', channel, 'Phase 1')
    await tom.command(channel, '/incident update')
    await t.until('the form', () => tom.modal()?.submit !== undefined)
    const words = 'Nobody outside should read this'
    tom.fill({
      'What is known, and what happens next?': words,
      'Also tell': ['#customer-success', '#security'],
    })
    await tom.submit()
    t.add('an update reaches the channel that is ours', await t.sees('U0ANA', '#customer-success', words))
    t.add(
      'that it did not reach the shared one is said',
      await t.sees('U0TOM', channel, '#security is shared with another company'),
    )
    const leaked = (security?.messages ?? []).some(m => m.text.includes(words))
    t.add('an update does not reach the shared one', !leaked)

    t.slack.client('U0TOM').share(t.slack.state.channelNamed(channel)?.id ?? '')
    const warning = 'is now shared with another company'
    t.add(
      'an incident channel that becomes shared is warned of in it',
      await t.sees('U0TOM', channel, warning),
    )
    t.add('… and to the commander directly', await t.sees('U0MAYA', '@pitcrew', warning))
    if (security !== undefined) security.extShared = false
    await t.cancel(channel)
  },
}
