import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute, posts } from './clock.ts'

const begin = startsPitcrew()

test('a person who left Slack: the channel hears of it with their number, the others are told', async () => {
  const p = await begin()
  const start = p.now()
  const sam = p.slack.state.users.get('U0SAM')
  if (sam === undefined) throw new Error('No Sam.')
  sam.deleted = true
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(16 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 grace', '0 lee', '0 maya', '15 victor'])
  const said = posts(p, channel, /Customer Success Lead .* could not be told/)
  expect(said).toHaveLength(1)
  expect(said[0]?.text).toContain('/incident contacts')
})

test.each(['archived', 'deleted'])(
  'the channel %s: people are told directly, and the clock goes on',
  async how => {
    const p = await begin()
    const start = p.now()
    const name = await declareAsTom(p, 'P1 api down')
    const channel = p.slack.state.channelNamed(name)
    if (channel === undefined) throw new Error('No channel.')
    if (how === 'archived') channel.archived = true
    else p.slack.state.channels.delete(channel.id)
    await p.advance(16 * minute)
    expect(directs(p, isPing, start).filter(x => /victor|sam/.test(x))).toEqual(['15 sam', '15 victor'])
    const told = p
      .as('U0MAYA')
      .sees('@pitcrew')
      .map(m => m.text)
    expect(told.some(t => t.includes('could not'))).toBe(true)
  },
)
