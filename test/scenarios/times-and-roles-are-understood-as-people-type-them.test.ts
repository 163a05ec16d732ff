import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, minute } from './clock.ts'

let h: Harness
let channel: string
beforeAll(async () => {
  h = await startPitcrew()
  channel = await declareAsTom(h, 'P2 slow')
})
afterAll(() => h?.stop())

const type = async (words: string) => {
  await h.as('U0LEE').command(channel, words)
  await h.idle()
  return h.as('U0LEE').sees(channel).at(-1)?.text ?? ''
}
const state = async () => (await h.incidents())[0]
const ago = async () => (h.now() - ((await state())?.markers['root-cause-identified'] ?? 0)) / minute

test.each([
  ['15 minutes ago', 15],
  ['15 min ago', 15],
  ['1 hour ago', 60],
  ['2h ago', 120],
  // It is 14:32 in London.
  ['at 14:02', 30],
  ['', 0],
])('a moment is marked: “%s”', async (when, minutes) => {
  expect(await type(`/incident mark root-cause-identified ${when}`)).toMatch(
    /^Marked: root-cause-identified, /,
  )
  expect(await ago()).toBe(minutes)
})

test('with spaces instead of hyphens too', async () => {
  await type('/incident mark Root cause identified 5 minutes ago')
  expect(await ago()).toBe(5)
})

test('a time that is not understood: the forms that are', async () => {
  const answer = await type('/incident mark root-cause-identified after lunch')
  expect(answer).toContain('“after lunch” is no time that is understood')
  expect(answer).toContain('15m ago, 2 hours ago, at 14:32 (Europe/London)')
  expect(await ago()).toBe(5)
})

test('a moment that is not known: the nearest one, also with a time behind it', async () => {
  expect(await type('/incident mark root-cause-identifed 15 minutes ago')).toContain(
    'Did you mean “root-cause-identified”?',
  )
  expect(await type('/incident mark')).toContain('Say which moment it was. There are: first-alert')
})

test('a number that is out of range is a number', async () => {
  expect(await type('/incident remind snooze 10,000')).toContain('from 1 to 240 minutes')
  expect(await type('/incident remind snooze 1 hour')).toContain('You are reminded again')
  expect((await state())?.cadence.snoozedUntil).toBe(h.now() + 60 * minute)
})

test('a role without a reason is chosen in the form', async () => {
  await type('/incident escalate VP-engineering')
  h.as('U0LEE').fill({ 'What is asked of them?': 'Please decide on the rollback.' })
  await h.as('U0LEE').submit()
  await h.idle()
  expect(h.as('U0VICTOR').sees('@pitcrew').at(-1)?.text).toContain('Please decide on the rollback.')
})

test.each(['constructor', '__proto__', 'toString'])('a role called %s is known to nobody', async role => {
  expect(await type(`/incident escalate ${role} x`)).toContain(
    `The playbook has no role “${role}”. There are:`,
  )
  expect(await type(`/incident escalate ${role}`)).toContain(`The playbook has no role “${role}”`)
})

test('a role that is nearly right', async () => {
  expect(await type('/incident escalate vp-enginering help')).toContain('Did you mean vp-engineering?')
})
