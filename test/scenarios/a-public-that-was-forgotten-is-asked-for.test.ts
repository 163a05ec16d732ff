import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, minute, posts } from './clock.ts'

const begin = startsPitcrew()

/** A P1 whose end the public has not been told. */
async function endedBy(end: string) {
  const p = await begin()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.as('U0MAYA').command(channel, end)
  await p.idle()
  if (p.as('U0MAYA').modal() !== undefined) await p.as('U0MAYA').submit()
  await p.idle(15_000)
  const asked = () => posts(p, channel, /the public still reads/)
  const reads = () => p.production.statuspage.incidents.map(i => i.status)
  return { p, channel, asked, reads }
}

test.each([
  ['/incident resolve the pool was full', /INC-\S+ is resolved, and the public still reads “Investigating”/],
  ['/incident cancel a false alarm', /INC-\S+ was cancelled, and the public still reads “Investigating”/],
])('%s: whoever decides is reminded as often as updates were promised, three times', async (end, words) => {
  const { p, asked, reads } = await endedBy(end)
  expect(reads()).toEqual(['investigating'])
  expect(asked()).toEqual([])
  await p.advance(15 * minute)
  expect(asked()).toHaveLength(1)
  expect(asked()[0]?.text).toMatch(words)
  expect(asked()[0]?.text).toContain('@maya')
  await p.advance(120 * minute)
  expect(asked()).toHaveLength(3)
})

test('told, nobody is reminded; reopened, the public can be told again with one button', async () => {
  const { p, channel, asked, reads } = await endedBy('/incident resolve the pool was full')
  await p.advance(15 * minute)
  await p.as('U0MAYA').press('Status page: Resolved', channel)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle(15_000)
  expect(reads()).toEqual(['resolved'])
  await p.advance(60 * minute)
  expect(asked()).toHaveLength(1)
  await p.as('U0MAYA').command(channel, '/incident reopen it is back')
  await p.idle()
  const [said] = posts(p, channel, /was reopened/)
  expect(said?.text).toContain('The public reads “Resolved”.')
  await p.as('U0MAYA').press('Status page: Investigating', channel)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle(15_000)
  expect(reads()).toEqual(['investigating'])
})
