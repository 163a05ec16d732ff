import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const minute = 60_000
const everybody = ['U0MAYA', 'U0LEE', 'U0GRACE', 'U0VICTOR', 'U0SAM', 'U0TOM']

/** A P1 in which much happens: pings, warnings, an expired request, one that is done, updates and evidence. */
async function live(h: Harness): Promise<string> {
  h.production.world.break('api-down')
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const channel =
    h
      .as('U0TOM')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  await h.advance(16 * minute)
  await h.idle()
  await h.as('U0MAYA').command(channel, '/incident ack')
  await h.idle()
  const ask = async () => {
    await h.as('U0MAYA').press('Contain', channel)
    await h.idle()
    await h.as('U0MAYA').submit()
    await h.idle()
  }
  await ask()
  await h.advance(11 * minute)
  await h.idle()
  await ask()
  await h.as('U0LEE').press('Review and approve', '@pitcrew')
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(2 * minute)
  await h.idle()
  await h.as('U0MAYA').press('Diagnose again', channel)
  await h.idle()
  await h.as('U0MAYA').command(channel, '/incident update the restart helped')
  await h.idle()
  return channel
}
const labels = (h: Harness, channel: string) =>
  [
    ...new Set(
      everybody.flatMap(who =>
        [channel, '@pitcrew', '#emergency-incidents'].flatMap(where =>
          h
            .as(who)
            .sees(where)
            .flatMap(m => m.buttons.map(b => b.label)),
        ),
      ),
    ),
  ].sort()

test('after the end every button that anybody sees does what can still be done', {
  timeout: 60_000,
}, async () => {
  const h = await begin()
  const channel = await live(h)
  expect(labels(h, channel)).toEqual(expect.arrayContaining(['Diagnose again', 'Hold 10 min', 'I’m on it']))
  await h.as('U0MAYA').command(channel, '/incident resolve the pool was full')
  await h.idle()
  await h.as('U0MAYA').submit()
  await h.idle(20_000)
  expect((await h.incidents())[0]?.ended?.how).toBe('resolved')
  expect(labels(h, channel)).toEqual([
    'Collect the data',
    'Communications',
    'Done',
    'Export',
    'More',
    'Open channel',
    'Reopen',
    'Root cause',
    'Show all',
    'Sign off',
    'Status page: Resolved',
    'Tell customers (email)',
    'Undo',
  ])
  // Whoever was asked for reads what became of it.
  for (const who of ['U0MAYA', 'U0VICTOR', 'U0SAM']) {
    const told = h
      .as(who)
      .sees('@pitcrew')
      .filter(m => m.text.includes('Nothing more is asked of you'))
    expect(told.length).toBeGreaterThan(0)
    expect(told.every(m => /“api down” was resolved .* by @maya/.test(m.text))).toBe(true)
  }
})

test('after a cancellation the same; a message that somebody deleted stops nothing', async () => {
  const h = await begin()
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 false alarm')
  await h.idle()
  const channel =
    h
      .as('U0TOM')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  const direct = h.slack.state.direct('U0LEE')
  direct.messages.length = 0
  await h.as('U0MAYA').command(channel, '/incident cancel it was a test')
  await h.idle()
  expect((await h.incidents())[0]?.ended?.how).toBe('cancelled')
  expect(labels(h, channel)).not.toContain('I’m on it')
  expect(
    h
      .as('U0MAYA')
      .sees('@pitcrew')
      .some(m => /was cancelled .* by @maya/.test(m.text)),
  ).toBe(true)
  expect((await h.incidents())[0]?.pending).toEqual({})
})
