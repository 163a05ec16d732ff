import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom } from './clock.ts'

let h: Harness
let channel: string
beforeEach(async () => {
  h = await startPitcrew()
  channel = await declareAsTom(h, 'P2 slow')
})
afterEach(() => h?.stop())

const text = 'What is known, and what happens next?'
const maya = () => h.as('U0MAYA')
async function open() {
  await maya().command(channel, '/incident update')
  await h.idle()
}
async function post(values: Record<string, string | string[]>) {
  maya().fill({ [text]: 'Half of them can call again.', ...values })
  await maya().submit()
  await h.idle()
}
async function changes() {
  const id = (await h.incidents())[0]?.id ?? ''
  return (await h.events(id))
    .filter(e => ['severity.changed', 'status.changed', 'update.posted'].includes(e.type))
    .map(e => {
      const { from, to } = e.data as { from?: string; to?: string }
      return to === undefined ? e.type : `${e.type} ${from} ${to} by ${e.by}`
    })
}
const whispers = () =>
  maya()
    .sees(channel)
    .filter(m => m.text.includes('while your form was open'))
    .map(m => m.text)

test('what its author did not touch stays as others have left it', async () => {
  await open()
  await h.as('U0LEE').command(channel, '/incident severity P1 nobody can call')
  await h.idle()
  await post({})
  expect(await changes()).toEqual(['severity.changed P2 P1 by U0LEE', 'update.posted'])
  expect(whispers()).toEqual([])
})

test('severity, status and audience of an update are changed in one form', async () => {
  await open()
  await post({
    Severity: 'P1 · Critical',
    Status: 'Identified: the cause is known',
    'Also tell': ['#leadership'],
  })
  expect(await changes()).toEqual([
    'status.changed investigating identified by U0MAYA',
    'severity.changed P2 P1 by U0MAYA',
    'update.posted',
  ])
  const told = h.as('U0TOM').sees('#leadership')
  expect(told.map(m => m.text).join()).toContain('Half of them can call again.')
  expect(h.as('U0TOM').sees('#customer-success')).toEqual([])
})

test('where both have changed it, the newer state stays, the update is posted, and its author is told', async () => {
  await open()
  await h.as('U0LEE').command(channel, '/incident severity P1 nobody can call')
  await h.idle()
  await post({ Severity: 'P3 · Medium', Status: 'Monitoring: a fix is in place' })
  expect(await changes()).toEqual([
    'severity.changed P2 P1 by U0LEE',
    'status.changed investigating monitoring by U0MAYA',
    'update.posted',
  ])
  expect(whispers()).toEqual([
    'The severity became P1 while your form was open, so your update is posted without setting P3; if that is right: `/incident severity P3`',
  ])
  expect(
    h
      .as('U0LEE')
      .sees(channel)
      .filter(m => m.text.includes('while your form was open')),
  ).toEqual([])
})

test('a status that somebody else was faster to change stays too', async () => {
  await open()
  await h.as('U0LEE').command(channel, '/incident update')
  await h.idle()
  h.as('U0LEE').fill({ [text]: 'It was the deploy.', Status: 'Identified: the cause is known' })
  await h.as('U0LEE').submit()
  await h.idle()
  await post({ Status: 'Monitoring: a fix is in place' })
  expect(await changes()).toEqual([
    'status.changed investigating identified by U0LEE',
    'update.posted',
    'update.posted',
  ])
  expect(whispers()[0]).toContain('The status became “Identified”')
})

test('both have changed it to the same: there is nothing to say', async () => {
  await open()
  await h.as('U0LEE').command(channel, '/incident severity P1 nobody can call')
  await h.idle()
  await post({ Severity: 'P1 · Critical' })
  expect(await changes()).toEqual(['severity.changed P2 P1 by U0LEE', 'update.posted'])
  expect(whispers()).toEqual([])
})
