import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, minute, posts } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})
const hour = 60 * minute

async function resolved(words: string) {
  const p = await startPitcrew()
  h = p
  const channel = await declareAsTom(p, words)
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.as('U0MAYA').press('Resolve', channel)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle()
  return { p, channel }
}

test('P1: report at once, an invitation for the next working day, a day of recovery checks, loud when one fails', async () => {
  const { p, channel } = await resolved('P1 api down')
  const ics = [...p.slack.state.files.values()].find(f => f.name.endsWith('.ics'))
  const text = ics?.bytes.toString().replaceAll('\r\n ', '').replaceAll('\t', '') ?? ''
  // Monday 20 January, 14:32 in London: Tuesday at ten.
  expect(text).toContain('DTSTART:20250121T100000Z')
  expect(text).toContain('mailto:maya@tyrehero.example')
  expect(text).toContain('mailto:victor@tyrehero.example')
  expect(text).toContain('DTSTAMP:20250120T143200Z')
  expect(posts(p, channel, /What follows/)).toHaveLength(1)
  const checks = async () => {
    const id = (await p.incidents())[0]?.id ?? ''
    return (await p.events(id)).filter(e => e.type === 'monitoring.checked').length
  }
  await p.advance(3 * hour)
  expect(await checks()).toBe(3)
  expect(posts(p, channel, /is it over/)).toEqual([])
  p.production.world.break('api-down')
  await p.advance(2 * hour)
  const loud = posts(p, channel, /is it over/)
  expect(loud).toHaveLength(1)
  expect(loud[0]?.text).toContain('@maya')
  expect(loud[0]?.buttons.map(b => b.label)).toEqual(['Reopen'])
  p.production.world.cure('api-down')
  await p.advance(hour)
  expect(posts(p, channel, /pass again/)).toHaveLength(1)
  await p.advance(13 * hour)
  expect(posts(p, channel, /the post-mortem of INC-\S+ is/)).toHaveLength(1)
  await p.advance(29 * hour)
  expect(await checks()).toBe(24)
  // What is left is the signature.
  const score = async () => p.service.runbook.store.agendaScore((await p.incidents())[0]?.id ?? '')
  expect(await score()).toBeGreaterThan(p.now())
  await p.as('U0GRACE').press('Sign off', channel)
  await p.idle()
  expect(await score()).toBeUndefined()
}, 60_000)

test('P3: a report is offered; P4: nothing follows', async () => {
  const { p, channel } = await resolved('P3 slow page')
  const offer = posts(p, channel, /report can be made/)
  expect(offer[0]?.buttons.map(b => b.label)).toEqual(['Export'])
  expect(p.slack.state.files.size).toBe(0)
  const other = await declareAsTom(p, 'P4 a typo')
  await p.as('U0MAYA').press('Resolve', other)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle()
  expect(posts(p, other, /Incident resolved/)).toHaveLength(1)
  expect(posts(p, other, /report|What follows/)).toEqual([])
})
