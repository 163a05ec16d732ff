import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAs } from './clock.ts'

const begin = startsPitcrew()
const emergency = '#emergency-incidents'
const texts = (who: { sees(channel: string): { text: string }[] }, channel: string) =>
  who
    .sees(channel)
    .map(m => m.text)
    .join('\n')

test('the declare form asks four questions and names everybody who is told', async () => {
  const h = await begin()
  const tom = h.as('U0TOM')
  await tom.command(emergency, '/incident declare')
  await h.idle()
  expect(tom.modal()?.fields).toEqual([
    'What fails?',
    'Can customers call for emergencies?',
    'Severity',
    'Security',
  ])
  expect(tom.modal()?.text).toContain('*On Declare (P2):* new channel · Maya Patel, Lee Carter are paged')
  expect(tom.modal()?.text).toContain('status page says “investigating”')
})

test('the line of the declare form follows the answers, and what was typed stays', async () => {
  const h = await begin()
  const tom = h.as('U0TOM')
  await tom.command(emergency, '/incident declare')
  await h.idle()
  tom.fill({ 'What fails?': 'api down' })
  await tom.choose('Can customers call for emergencies?', 'No')
  await h.idle()
  expect(tom.modal()?.text).toContain(
    '*On Declare (P1):* new channel · Maya Patel, Lee Carter, Grace Kim are paged',
  )
  await tom.choose('Severity', 'P4 · Low')
  await h.idle()
  expect(tom.modal()?.text).toContain('*On Declare (P4):* new channel · Maya Patel is paged')
  expect(tom.modal()?.text).not.toContain('status page')
  await tom.pressInModal('More options')
  await h.idle()
  expect(tom.modal()?.fields).toContain('Which region?')
  await tom.submit()
  await h.idle()
  expect((await h.incidents())[0]).toMatchObject({ title: 'api down', severity: 'P4', canCall: 'no' })
})

test.each([
  ['private', '🔒 Private incident', { visibility: 'private', mode: 'live' }],
  ['drill', '🎯 DRILL', { visibility: 'public', mode: 'drill' }],
])('declare %s without a severity opens its own form, marked in its title', async (word, title, expected) => {
  const h = await begin()
  const tom = h.as('U0TOM')
  await tom.command(emergency, `/incident declare ${word} strange logins`)
  await h.idle()
  expect(tom.modal()?.title).toBe(title)
  expect(tom.modal()?.text).not.toContain('status page')
  await tom.submit()
  await h.idle()
  expect((await h.incidents())[0]).toMatchObject({ title: 'strange logins', ...expected })
})

test('a severity that does not exist is named, and what was typed is kept', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  await maya.command(emergency, '/incident declare P9 api down')
  await h.idle()
  expect(maya.modal()?.text).toContain('There is no severity “P9”: there are P1, P2, P3, P4.')
  await maya.submit()
  await h.idle()
  expect((await h.incidents())[0]?.title).toBe('api down')
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.command(channel, '/incident severity P9 worse')
  await h.idle()
  expect(maya.modal()).toBeUndefined()
  const said = texts(maya, channel)
  expect(said).toContain('There is no severity “P9”')
  expect(said).toContain('/incident severity P9 worse')
})

test('an open incident is offered beside the form that would repeat it', async () => {
  const h = await begin()
  await declareAs(h, 'U0MAYA', 'P2 payments are slow')
  await h.as('U0TOM').command(emergency, '/incident declare payments down')
  await h.idle()
  expect(h.as('U0TOM').modal()?.text).toContain('payments are slow')
  expect(h.as('U0TOM').modal()?.buttons).toContain('Open it')
})

test('the form opens before anything is read, and what is read never takes back a later choice', async () => {
  const h = await begin()
  await declareAs(h, 'U0MAYA', 'P2 payments are slow')
  // What is read first is written last.
  h.slack.faults.plan('views.update', { kind: 'late', ms: 800 })
  const from = h.slack.ledger.calls.length
  const tom = h.as('U0TOM')
  await tom.command(emergency, '/incident declare payments down')
  await expect.poll(() => tom.modal()?.title).toBe('Declare an incident')
  const opened = h.slack.ledger.calls.slice(from).find(c => c.method === 'views.open')
  expect(JSON.stringify(opened?.args)).not.toContain('payments are slow')
  await tom.pressInModal('More options')
  await h.idle()
  expect(tom.modal()?.text).toContain('payments are slow')
  expect(tom.modal()?.fields).toContain('How many customers are affected?')
})

test('an update of 6,000 characters is refused with the limit, in its form and as a command', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declareAs(h, 'U0MAYA', 'P2 slow')
  const long = 'x'.repeat(6000)
  await maya.command(channel, '/incident update')
  await h.idle()
  maya.fill({ 'What is known, and what happens next?': long })
  await maya.submit()
  await h.idle()
  expect(Object.values(maya.modal()?.errors ?? {})[0]).toContain('At most 3,000 characters; this has 6,000.')
  maya.close()
  for (const word of ['update', 'note']) {
    await maya.command(channel, `/incident ${word} ${long}`)
    await h.idle()
  }
  expect(texts(maya, channel)).toContain('An update takes at most 3,000 characters; this has 6,000.')
  const id = (await h.incidents())[0]?.id ?? ''
  const types = (await h.events(id)).map(e => e.type)
  expect(types).not.toContain('update.posted')
  expect(types).not.toContain('note.added')
})

test('a note keeps its line breaks', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declareAs(h, 'U0MAYA', 'P2 slow')
  await maya.command(channel, '/incident note first line\nsecond  line')
  await h.idle()
  const id = (await h.incidents())[0]?.id ?? ''
  const note = (await h.events(id)).find(e => e.type === 'note.added')
  expect(note?.data).toEqual({ text: 'first line\nsecond  line' })
})

test('help says what to type when in at most 120 words; every command is a press away', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  await maya.command(emergency, '/incident help')
  await h.idle()
  const first = maya.sees(emergency).at(-1)?.text ?? ''
  expect(first.split(/\s+/).length).toBeLessThanOrEqual(120)
  await maya.press('All commands', emergency)
  await h.idle()
  expect(texts(maya, emergency)).toContain('/incident erase LINK')
})

test('an answer that comes late takes nothing back: what was made private stays private', async () => {
  const h = await begin()
  const tom = h.as('U0TOM')
  await tom.command(emergency, '/incident declare')
  await h.idle()
  h.slack.faults.plan('views.update', { kind: 'late', ms: 1500 })
  await tom.choose('Severity', 'P1')
  await tom.pressInModal('More options')
  await expect.poll(() => tom.modal()?.fields).toContain('Kind')
  await tom.choose('Kind', '🔒 Private')
  await expect.poll(() => tom.modal()?.title).toBe('🔒 Private incident')
  await h.idle()
  expect(tom.modal()?.title).toBe('🔒 Private incident')
  tom.fill({ 'What fails?': 'strange logins' })
  await tom.submit()
  await h.idle()
  expect((await h.incidents())[0]).toMatchObject({ visibility: 'private', severity: 'P1' })
})

test('a form that was sent while it was drawn again ends in no warning', async () => {
  const h = await begin()
  const tom = h.as('U0TOM')
  await tom.command(emergency, '/incident declare')
  await h.idle()
  tom.fill({ 'What fails?': 'api down' })
  h.slack.faults.plan('views.update', { kind: 'late', ms: 800 })
  await tom.choose('Can customers call for emergencies?', 'No')
  await tom.submit()
  await h.idle()
  expect((await h.incidents())[0]?.title).toBe('api down')
  expect(texts(tom, '@pitcrew')).not.toMatch(/did not work|Try again/)
})

test.each([
  ['P1 private data breach', '🔒 Private incident', 'data breach', { visibility: 'private', severity: 'P1' }],
  ['P2 drill: api down', '🎯 DRILL', 'api down', { mode: 'drill', severity: 'P2' }],
  ['private: strange logins', '🔒 Private incident', 'strange logins', { visibility: 'private' }],
  ['911 calls fail', 'Declare an incident', '911 calls fail', { visibility: 'public', mode: 'live' }],
])(
  '“declare %s” opens the form that it means before anything is declared',
  async (typed, title, what, expected) => {
    const h = await begin()
    const tom = h.as('U0TOM')
    await tom.command(emergency, `/incident declare ${typed}`)
    await h.idle()
    expect(await h.incidents()).toEqual([])
    expect(tom.modal()?.title).toBe(title)
    expect(tom.modal()?.text).not.toContain('There is no severity')
    await tom.submit()
    await h.idle()
    expect((await h.incidents())[0]).toMatchObject({ title: what, ...expected })
  },
)

test('whoever declares and is on call is not said to be paged', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  await maya.command(emergency, '/incident declare P3 drill')
  await h.idle()
  expect(maya.modal()?.text).toMatch(/On Declare \(P3\):.* · you have it · nobody else is paged/)
})
