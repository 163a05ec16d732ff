import type { Part } from './part.ts'

export const typedWords: Part = {
  name: 'W2',
  async play(t) {
    const title = 'CPU > 90% & "R&D" <b>'
    const channel = await t.declare(`P3 ${title}`)
    t.add('a title with & < > is shown as it was typed', await t.sees('U0TOM', channel, title), channel)
    t.add('the channel’s name has no entity in it', !/(?:^|-)(?:gt|lt|amp)(?:-|$)/.test(channel), channel)
    t.add('the announcement has the title as typed', await t.sees('U0ANA', t.home, title))
    await t.person('U0TOM').command(channel, '/incident role operations @lee')
    t.add(
      'a person named in a command is understood',
      await t.sees('U0LEE', channel, 'Operations is now @lee'),
    )
    await t.person('U0TOM').command(channel, '/incident note ask @maya in #security: a < b && c')
    const note = 'ask @maya in #security: a < b && c'
    t.add('names, channels and signs in a note are kept as typed', await t.sees('U0TOM', channel, note))
    const before = channel
    const ts = t.person('U0TOM').say(t.home, 'disk > 90% & rising, says @maya')
    await t.person('U0TOM').messageShortcut('declare_from_message', t.home, ts)
    await t.until('the form', () => t.person('U0TOM').modal()?.submit !== undefined)
    await t.person('U0TOM').submit()
    const words = 'disk > 90% & rising, says @maya'
    t.add('a message becomes an incident in its own words', await t.sees('U0TOM', t.home, words))
    await t.cancel(before)
    const second = t
      .person('U0TOM')
      .channels()
      .find(c => c.includes('disk-90'))
    if (second !== undefined) await t.cancel(second)
  },
}
