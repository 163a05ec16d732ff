import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom } from './clock.ts'

const begin = startsPitcrew()

test.each([
  [
    'archived',
    'P2 api slow',
    (c: { archived: boolean }) => {
      c.archived = true
    },
    /archived/,
  ],
  [
    'private without the bot',
    'private P2 breach',
    (c: { members: Set<string> }, bot: string) => void c.members.delete(bot),
    /Pitcrew is not in it/,
  ],
])(
  'an incident channel that is %s: the commander reads everything directly, the remedy once',
  async (...given) => {
    const [, declared, breaks, why] = given
    const p = await begin()
    p.production.world.break('api-down')
    const name = await declareAsTom(p, declared)
    const channel = p.slack.state.channelNamed(name)
    const [incident] = await p.incidents()
    if (channel === undefined || incident === undefined) throw new Error('no incident')
    const tom = p.as('U0TOM')
    await tom.command(name, '/incident role commander @tom')
    await p.idle()
    const before = tom.sees('@pitcrew').length
    breaks(channel as never, p.slack.state.botUser)
    const typed = (words: string) => tom.command('@pitcrew', words.replace('ID', incident.id))
    await typed('/incident note ID the lamp is red')
    await typed('/incident severity ID P1 nobody can call')
    await typed('/incident role ID scribe @omar')
    await p.idle(30_000)
    const told = tom.sees('@pitcrew').slice(before)
    const direct = told.map(m => m.text).join('\n')
    expect(direct.match(/Pitcrew cannot write in/g)).toHaveLength(1)
    expect(direct).toMatch(why)
    expect(direct).toContain(`/incident status ${incident.id}`)
    for (const words of ['the lamp is red', 'Severity P2 → *P1*', 'Scribe is now @omar'])
      expect(direct.split(words).length).toBe(2)
    expect(direct).not.toContain('could not be updated')

    // From here it is run to its end; whoever is asked to confirm it reads that directly, too.
    await typed('/incident update ID half of it works')
    await typed('/incident cancel ID it was a test')
    await p.idle(30_000)
    await p.as('U0MAYA').press('Confirm and cancel', '@pitcrew')
    await p.idle(30_000)
    expect(tom.sees('@pitcrew').some(m => m.text.includes('Incident cancelled'))).toBe(true)
  },
)
