import type { Part } from './part.ts'

/** R16, R17: whoever was told of an incident is told of its end. */
export const everybodyHearsTheEnd: Part = {
  name: 'R16',
  async play(t) {
    const channel = await t.declare('P1 the end is told')
    const tom = t.person('U0TOM')
    await t.seen('U0TOM', channel, 'Phase 1')
    await tom.command(channel, '/incident update')
    await t.until('the form', () => tom.modal()?.submit !== undefined)
    const words = 'It is being worked on by all of us'
    tom.fill({ 'What is known, and what happens next?': words, 'Also tell': ['#leadership'] })
    await tom.submit()
    t.add('leadership reads an update', await t.sees('U0GRACE', '#leadership', words))
    await t.person('U0MAYA').command(channel, '/incident ack')
    const reply = await t.sees('U0ANA', t.home, 'has acknowledged P1')
    t.add('R17: the acknowledgement is a message of its own under the announcement', reply)
    await t.cancel(channel)
    t.add('leadership reads the end', await t.sees('U0GRACE', '#leadership', '“the end is told”'))
    t.add(
      'R17: the end is a message of its own under the announcement',
      await t.sees('U0ANA', t.home, /Cancelled.*“the end is told”/),
    )
  },
}
