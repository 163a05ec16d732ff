import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, minute } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})

async function begin(words: string) {
  const p = await startPitcrew()
  h = p
  const channel = await declareAsTom(p, words)
  /** The lines of the status that say what comes, without the bullets. */
  const next = async () => {
    await p.as('U0TOM').command(channel, '/incident status')
    await p.idle()
    const text = p.as('U0TOM').sees(channel).at(-1)?.text ?? ''
    return text
      .split('\n')
      .filter(l => l.startsWith('• '))
      .map(l => l.slice(2).replaceAll(/\d{4}-\d\d-\d\dT(\d\d:\d\d):[\d.]+Z/g, '$1'))
  }
  return { p, channel, next }
}

test('of a P1 that nobody answers, at minute 0, 10 and 20', async () => {
  const { p, next } = await begin('P1 api down')
  expect(await next()).toEqual([
    '14:37 Secondary On-Call Engineer told, unless acknowledged',
    '14:37 the probes run again',
    '14:42 Primary On-Call Engineer + Secondary On-Call Engineer + Engineering Manager told again, unless somebody answers',
    '14:42 Engineering Manager told, unless acknowledged',
    '14:45 @maya is warned: VP Engineering + Customer Success Lead told 14:47',
    '… and 5 more after that',
  ])
  await p.advance(10 * minute)
  expect(await next()).toEqual([
    '14:45 @maya is warned: VP Engineering + Customer Success Lead told 14:47',
    '14:46 reminder of the update due 14:47',
    '14:47 Secondary On-Call Engineer told again, unless somebody answers',
    '14:47 VP Engineering + Customer Success Lead told, if still open',
    '14:47 the probes run again',
    '… and 4 more after that',
  ])
  await p.advance(10 * minute)
  expect(await next()).toEqual([
    '14:56 reminder of the update due 14:47',
    '14:57 VP Engineering + Customer Success Lead told again, unless somebody answers',
    '14:57 the probes run again',
    '15:00 @maya is warned: CEO told, by hand “Tell the board” 15:02',
    '15:02 CEO told, by hand “Tell the board”, if still open',
    '… and 1 more after that',
  ])
})

test('a snooze and reminders that are off are seen in it, and turned by a button', async () => {
  const { p, channel, next } = await begin('P2 slow')
  const maya = p.as('U0MAYA')
  await maya.command(channel, '/incident remind snooze 40m')
  expect(await next()).toContain('15:12 reminder of the update due 15:02 (snoozed until then)')
  await p.as('U0TOM').press('Turn reminders off', channel)
  await p.idle()
  expect((await next()).join()).not.toContain('reminder')
  expect(p.as('U0TOM').sees(channel).at(-1)?.text).toMatch(/Update due\* \S+ \(reminders are off\)/)
  await p.as('U0TOM').press('Turn reminders on', channel)
  await p.idle()
  expect(await next()).toContain('15:01 reminder of the update due 15:02')
})
