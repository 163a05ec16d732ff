import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

const maya = () => h.as('U0MAYA')
const channel = () =>
  maya()
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
async function declare(words = 'P1 api down') {
  await maya().command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
}
const last = (user = 'U0MAYA') => h.as(user).sees(channel()).at(-1)?.text ?? ''
async function exported() {
  await maya().command(channel(), '/incident export')
  await h.idle(20_000)
}
const report = () =>
  [...h.slack.state.files.values()].findLast(f => /report-\d+\.md$/.test(f.name))?.bytes.toString() ?? ''

test('action items are opened, done, asked for when due, weekly with those above; listed for all', async () => {
  await declare('P3 a typo')
  await maya().command(channel(), '/incident actions')
  await h.idle()
  await maya().press('New action item', channel())
  await h.idle()
  maya().fill({
    'What is to be done?': 'Raise the pool | today',
    'Who does it?': 'U0LEE',
    'Until when?': h.now() + 86_400_000,
  })
  await maya().submit()
  await h.idle()
  expect(last()).toContain('⬜ Action item: Raise the pool | today · @lee')
  await maya().command(channel(), '/incident resolve fixed')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  const asked = () =>
    maya()
      .sees(channel())
      .filter(m => m.text.includes('this action item of'))
  await h.advance(86_400_000)
  expect(asked().map(m => m.text.split(':')[0])).toEqual(['⏰ @lee'])
  await h.advance(7 * 86_400_000)
  expect(asked().at(-1)?.text).toMatch(/^⏰ @lee @grace: /)
  await h.as('U0TOM').command('#emergency-incidents', '/incident actions all')
  await h.idle()
  expect(h.as('U0TOM').sees('#emergency-incidents').at(-1)?.text).toContain('1 open action items')
  await h.as('U0LEE').press('Done', channel())
  await h.idle()
  await h.advance(14 * 86_400_000)
  expect(asked()).toHaveLength(2)
  await exported()
  expect(report()).toContain('| Raise the pool \\| today | Lee Carter | 2025-01-21 | medium | 2025-01-28 |')
})

test('the post-mortem is signed off by the role that the playbook names; asked for until it is', async () => {
  await declare()
  await maya().command(channel(), '/incident resolve fixed')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  await maya().press('Sign off', channel())
  await h.idle()
  expect(last()).toContain('Only Engineering Manager signs off')
  await h.advance(3 * 86_400_000)
  const asked = () =>
    maya()
      .sees(channel())
      .filter(m => m.text.includes('waits for your signature')).length
  expect(asked()).toBeGreaterThanOrEqual(1)
  await h.as('U0GRACE').press('Sign off', channel())
  await h.idle()
  const before = asked()
  expect((await h.incidents())[0]?.signedOff?.by).toBe('U0GRACE')
  await h.advance(3 * 86_400_000)
  expect(asked()).toBe(before)
  await exported()
  expect(report()).toContain('**Signed off**: Grace Kim, 2025-01-2')
})
