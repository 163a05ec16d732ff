import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, minute, posts } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})
const isReminder = /(an update is|the update was) due/

async function begin(playbook = (s: string) => s) {
  const p = await startPitcrew({ playbook })
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.as('U0TOM').command(channel, '/incident role communications @ana')
  await p.idle()
  const leave = (user: string) => {
    const known = p.slack.state.users.get(user)
    if (known !== undefined) known.deleted = true
  }
  return { p, start, channel, leave }
}

test('whoever has left is named once, with what to do, and nobody keeps an old reminder', async () => {
  const { p, start, channel, leave } = await begin()
  leave('U0ANA')
  await p.advance(40 * minute)
  const said = posts(p, channel, /could not be reminded/)
  expect(said.map(m => m.text)).toEqual([
    expect.stringMatching(/^⚠️ @ana could not be reminded .*\/incident role communications @name$/),
  ])
  // Those above have the newest one, and only that.
  expect(directs(p, isReminder, start)).toEqual(['39 grace', '39 maya'])
  expect(p.as('U0GRACE').sees('@pitcrew').at(-1)?.text).toContain(
    '@ana’s turn, who cannot be reached in Slack',
  )
  await p.as('U0TOM').command(channel, '/incident role communications @omar')
  await p.advance(5 * minute)
  expect(directs(p, isReminder, start)).toEqual(['44 grace', '44 maya', '44 omar'])
})

test('the role goes to somebody who has left: what the others have before them is replaced all the same', async () => {
  const { p, start, channel, leave } = await begin()
  await p.advance(25 * minute)
  expect(directs(p, isReminder, start)).toEqual(['24 ana', '24 grace', '24 maya'])
  leave('U0OMAR')
  await p.as('U0TOM').command(channel, '/incident role communications @omar')
  await p.advance(5 * minute)
  expect(directs(p, isReminder, start)).toEqual(['29 grace', '29 maya'])
})

test('one of those above who has left is named once too, and is not in the way', async () => {
  const raisedToCarol = (s: string) => s.replace('raise-to: [engineering-manager]', 'raise-to: [ceo]')
  const { p, start, channel, leave } = await begin(raisedToCarol)
  leave('U0CAROL')
  await p.advance(41 * minute)
  expect(directs(p, isReminder, start)).toEqual(['39 ana', '39 maya'])
  expect(posts(p, channel, /@carol could not be reminded/).map(m => m.text)).toEqual([
    expect.stringContaining('/incident contacts'),
  ])
})
