import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom } from './clock.ts'

const begin = startsPitcrew()

async function says(p: Harness, user: string, channel: string, words: string, thread?: string) {
  p.as(user).say(channel, words, thread)
  await p.idle()
  return p.as(user).sees(channel).at(-1)
}
async function inIncident() {
  const p = await begin()
  return { p, channel: await declareAsTom(p, 'P2 slow') }
}

test('in a thread of the incident’s channel: acknowledged, noted, refused, each as by the command', async () => {
  const { p, channel } = await inIncident()
  const thread = p.as('U0TOM').say(channel, 'what do we know?')
  await p.idle()
  await says(p, 'U0MAYA', channel, '@pitcrew ack', thread)
  expect((await p.incidents())[0]?.acknowledged?.by).toBe('U0MAYA')
  await says(p, 'U0MAYA', channel, '  @pitcrew note CPU > 90% since @lee deployed', thread)
  const [incident] = await p.incidents()
  const notes = (await p.events(incident?.id ?? '')).filter(e => e.type === 'note.added')
  expect(notes.map(n => (n.data as { text: string }).text)).toEqual(['CPU > 90% since @Lee Carter deployed'])
  const refused = await says(p, 'U0LEE', channel, '@pitcrew ack', thread)
  expect(refused?.text).toContain('has acknowledged this already')
  // Only the one who asked reads it, in the thread.
  expect(refused?.raw).toMatchObject({ only: 'U0LEE', thread_ts: thread })
})

test('what needs a form is offered as a button, which opens it', async () => {
  const { p, channel } = await inIncident()
  const said = await says(p, 'U0MAYA', channel, '@pitcrew update')
  expect(said?.text).toContain('This needs a form')
  await p.as('U0MAYA').press('Open the form', channel)
  await p.idle()
  expect(p.as('U0MAYA').modal()?.title).toBe('Post an update')
})

test('from another channel an incident is declared, and run by its id', async () => {
  const p = await begin()
  const emergency = p.slack.state.channelNamed('emergency-incidents')
  emergency?.members.add(p.slack.state.botUser)
  await says(p, 'U0TOM', 'emergency-incidents', '@pitcrew declare P2 calls fail')
  const [incident] = await p.incidents()
  expect(incident).toMatchObject({ title: 'calls fail', declaredBy: 'U0TOM' })
  await says(p, 'U0MAYA', 'emergency-incidents', `@pitcrew ack ${incident?.id}`)
  expect((await p.incidents())[0]?.acknowledged?.by).toBe('U0MAYA')
})

test('guests and strangers are refused; words that only name Pitcrew are left alone', async () => {
  const { p, channel } = await inIncident()
  p.slack.state.channelNamed(channel)?.members.add('U0GUEST')
  const refused = await says(p, 'U0GUEST', channel, '@pitcrew ack')
  expect(refused?.text).toContain('Guests cannot act')
  const before = p.as('U0MAYA').sees(channel).length
  await says(p, 'U0MAYA', channel, 'thanks, @pitcrew ack was quick')
  expect(p.as('U0MAYA').sees(channel)).toHaveLength(before + 1)
  expect((await p.incidents())[0]?.acknowledged).toBeUndefined()
})
