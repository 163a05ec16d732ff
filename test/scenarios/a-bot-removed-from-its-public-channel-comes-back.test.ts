import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom } from './clock.ts'

const begin = startsPitcrew()

test('removed from the public incident channel: it joins again for the topic, the invitation and the files', async () => {
  const p = await begin()
  const name = await declareAsTom(p, 'P2 api slow')
  const channel = p.slack.state.channelNamed(name)
  if (channel === undefined) throw new Error('no channel')
  const remove = () => channel.members.delete(p.slack.state.botUser)
  const isBack = () => channel.members.has(p.slack.state.botUser)
  remove()
  await p.as('U0TOM').command(name, '/incident severity P1 nobody can call')
  await p.idle()
  expect(isBack()).toBe(true)
  expect(channel.topic).toContain('P1')
  remove()
  channel.members.delete('U0OMAR')
  await p.as('U0TOM').command(name, '/incident role operations @omar')
  await p.idle()
  expect(channel.members.has('U0OMAR')).toBe(true)
  remove()
  await p.as('U0TOM').command(name, '/incident export')
  await p.idle(20_000)
  expect(channel.messages.some(m => (m.files ?? []).length > 0)).toBe(true)
  const said = p
    .as('U0TOM')
    .sees(name)
    .map(m => m.text)
    .join('\n')
  expect(said).not.toContain('not_in_channel')
})
