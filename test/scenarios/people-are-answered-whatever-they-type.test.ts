import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeAll(async () => {
  h = await startPitcrew()
})
afterAll(() => h?.stop())
const home = '#emergency-incidents'
const type = async (user: string, words: string, channel = home) => {
  const before = h.as(user).sees(channel).length
  await h.as(user).command(channel, words)
  await h.idle()
  // Whoever is on call may be told in the same moment, before the answer or after it.
  const since = h.as(user).sees(channel).slice(before)
  return since.map(m => m.text).join('\n')
}
const channelOf = (user: string) =>
  h
    .as(user)
    .channels()
    .filter(c => c.startsWith('inc-'))
    .at(-1) ?? ''

test('an unknown subcommand names the nearest one', async () => {
  expect(await type('U0TOM', '/incident statuss')).toContain('Did you mean /incident status?')
  expect(await type('U0TOM', '/incident frobnicate')).toContain('/incident help')
})

test('a command outside an incident channel says where to go', async () => {
  expect(await type('U0TOM', '/incident ack')).toContain('No incident is run in this channel')
  expect(await type('U0TOM', '/incident list')).toContain('No incident is open')
})

test('a guest is refused, by command and by button', async () => {
  expect(await type('U0GUEST', '/incident declare P1 api down')).toContain('Guests cannot act')
})

test('a hostile title is shown as it is and pings nobody', async () => {
  await type('U0TOM', `/incident declare P2 <!channel> <@U0CAROL> 🔥 שלום ${'x'.repeat(10_000)}`)
  const channel = channelOf('U0TOM')
  const seen = [...h.as('U0TOM').sees(channel), ...h.as('U0TOM').sees(home)]
  expect(seen.flatMap(m => m.broadcasts)).toEqual([])
  expect(seen.some(m => m.text.includes('<!channel> <@U0CAROL> 🔥'))).toBe(true)
  expect(h.slack.ledger.calls.filter(c => !c.ok && c.error !== 'already_in_channel')).toEqual([])
})

test('how it went is told in numbers; a span that makes no sense is refused', async () => {
  expect(await type('U0ANA', '/incident stats')).toMatch(/\*The last 30 days\*\n/)
  expect(await type('U0ANA', '/incident stats 7 days')).toContain('The last 7 days')
  for (const wrong of ['0', '-3', '9999', 'yesterday'])
    expect(await type('U0ANA', `/incident stats ${wrong}`)).toContain('is not a number of days')
})

test('two declared in one second both get an id', async () => {
  await Promise.all([
    h.as('U0ANA').command(home, '/incident declare P3 one'),
    h.as('U0OMAR').command(home, '/incident declare P3 two'),
  ])
  await h.idle()
  const ids = (await h.incidents()).map(i => i?.id)
  expect(new Set(ids).size).toBe(3)
  expect(ids.filter(id => /-\d$/.test(id ?? ''))).toHaveLength(2)
})

test('the form declares, proposes P1 when nobody can call, and keeps the triage', async () => {
  const grace = h.as('U0GRACE')
  await type('U0GRACE', '/incident declare')
  await grace.pressInModal('More options')
  await h.idle()
  grace.fill({ 'Can customers call for emergencies?': 'No', 'How many customers are affected?': 240 })
  await grace.submit()
  expect(grace.modal()?.errors).toEqual({ title: 'Say in a few words what fails.' })
  grace.fill({ 'What fails?': 'no calls' })
  await grace.submit()
  await h.idle()
  const made = (await h.incidents()).find(i => i?.title === 'no calls')
  expect(made).toMatchObject({
    severity: 'P1',
    unsure: true,
    canCall: 'no',
    triage: { customersAffected: 240 },
  })
})

test('a message becomes a filled-in form', async () => {
  const ts = h.as('U0SAM').say(home, 'customers say the app hangs\nsince noon')
  await h.as('U0SAM').messageShortcut('declare_from_message', home, ts)
  await h.idle()
  await h.as('U0SAM').submit()
  await h.idle()
  expect((await h.incidents()).some(i => i?.title === 'customers say the app hangs')).toBe(true)
})

test('the shortcut from anywhere opens the form, and what is declared by it is announced', async () => {
  const carol = h.as('U0CAROL')
  await carol.shortcut('declare')
  await h.idle()
  carol.fill({ 'What fails?': 'from anywhere' })
  await carol.submit()
  await h.idle()
  expect(carol.sees(home).some(m => m.text.includes('from anywhere'))).toBe(true)
  expect(carol.sees(channelOf('U0CAROL')).some(m => m.text.includes('could not be told'))).toBe(false)
})

test('in its channel each command does its work', async () => {
  const channel = channelOf('U0GRACE')
  expect(await type('U0MAYA', '/incident ack', channel)).toContain('acknowledged by Maya Patel')
  expect(await type('U0MAYA', '/incident ack', channel)).toContain('has acknowledged this already')
  expect(await type('U0MAYA', '/incident severity P2 only London', channel)).toContain('P1 → *P2*')
  expect(await type('U0MAYA', '/incident role commander @lee', channel)).toContain('Commander is now @lee')
  expect(await type('U0MAYA', '/incident note tried the lamp', channel)).toContain('tried the lamp')
  expect(await type('U0MAYA', '/incident update half of it works', channel)).toContain('half of it works')
  expect(await type('U0MAYA', '/incident mark root cause identified', channel)).toContain(
    'Marked: root-cause-identified',
  )
  expect(await type('U0MAYA', '/incident mark coffee', channel)).toContain('There is no moment')
  expect(await type('U0MAYA', '/incident status', channel)).toContain('Last update')
  expect(await type('U0MAYA', '/incident help all', channel)).toContain(
    '/incident declare [drill|private] [P1..P4] [title]',
  )
  await type('U0MAYA', '/incident cancel false alarm', channel)
  expect(await type('U0MAYA', '/incident reopen it came back', channel)).toContain('was reopened')
})

test('a button of another incident’s making is refused in words', async () => {
  const tom = h.as('U0TOM')
  const channel = h.slack.state.channelNamed('emergency-incidents')
  const forged = { label: 'x', actionId: 'acknowledge', value: '{"i":"INC-20990101-000000"}', blockId: 'b' }
  await tom.forge(channel?.id ?? '', '1.1', forged)
  await h.idle()
  expect(tom.sees(home).at(-1)?.text).toContain('does not belong to an incident')
  await tom.forge(channel?.id ?? '', '1.1', { ...forged, value: 'rubbish' })
  await h.idle()
  expect(tom.sees(home).at(-1)?.text).toContain('does not belong to an incident')
})
