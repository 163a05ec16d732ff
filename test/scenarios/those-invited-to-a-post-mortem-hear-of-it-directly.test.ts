import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, minute, posts } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})
const hour = 60 * minute
const isInvitation = /You are invited to the post-mortem/
const isReminder = /The post-mortem of INC-\S+ is (?!off)/
const isOff = /The post-mortem of INC-.* is off/

async function begin(words: string, playbook?: (source: string) => string) {
  const p = await startPitcrew(playbook === undefined ? {} : { playbook })
  h = p
  const channel = await declareAsTom(p, words)
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  return { p, channel, start: p.now() }
}

async function resolve(p: Harness, channel: string) {
  await p.as('U0MAYA').press('Check and resolve', channel)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle(20_000)
}

/** The newest calendar file, with its folded lines as they were. */
function invitation(p: Harness): { name: string; text: string } {
  const file = [...p.slack.state.files.values()].findLast(f => f.name.endsWith('.ics'))
  return {
    name: file?.name ?? '',
    text: file?.bytes.toString().replaceAll('\r\n ', '').replaceAll('\r\n\t', '') ?? '',
  }
}

test('each once, with the date and the file, also who only answered a ping; the reminder goes to the same people', async () => {
  const { p, channel, start } = await begin('P2 slow answers')
  await p.as('U0MAYA').command(channel, '/incident escalate ceo A customer of hers calls')
  await p.idle()
  await p.as('U0CAROL').press('I’m on it', '@pitcrew')
  await p.idle()
  // Slack takes each of the next posts, and its answers are lost.
  p.slack.faults.plan('chat.postMessage', { kind: 'drop-after' }, 4)
  await resolve(p, channel)
  expect(posts(p, channel, /INCIDENT RESOLVED/)).toHaveLength(1)
  const invited = ['carol', 'grace', 'lee', 'maya', 'sam', 'tom']
  expect(directs(p, isInvitation, start)).toEqual(invited.map(who => `0 ${who}`))
  const told = p.as('U0CAROL').sees('@pitcrew').at(-1)
  expect(told?.text).toContain('P2 “slow answers”')
  expect(told?.text).toContain('Calendar file')
  const { text } = invitation(p)
  for (const line of [
    'METHOD:REQUEST',
    'ORGANIZER;CN="Maya Patel":MAILTO:maya@tyrehero.example',
    'SEQUENCE:0',
    'BEGIN:VALARM',
    'TRIGGER:-PT60M',
    'DTSTAMP:20250120T143200Z',
  ])
    expect(text).toContain(line)
  expect(text).toContain('mailto:carol@tyrehero.example')
  await p.advance(19 * hour)
  const reminded = directs(p, isReminder, start)
  expect(reminded.map(r => r.split(' ')[1])).toEqual(invited)
  expect(posts(p, channel, /The post-mortem of INC-\S+ is/)).toHaveLength(1)
}, 60_000)

test('the members of a group that is invited are looked up, and who is known by an address only', async () => {
  const { p, channel, start } = await begin('P2 slow answers', source =>
    source
      .replace('slack: U0SAM, ', '')
      .replace(
        'invite: [engineering-manager, customer-success-lead]',
        'invite: [engineering-manager, customer-success-lead, sre-oncall]',
      ),
  )
  await resolve(p, channel)
  expect(directs(p, isInvitation, start)).toEqual(
    ['grace', 'lee', 'maya', 'omar', 'sam', 'tom'].map(who => `0 ${who}`),
  )
  expect(invitation(p).text).toContain('mailto:omar@tyrehero.example')
}, 60_000)

test('reopened: the meeting is off; resolved again: the same meeting, with a new date', async () => {
  const { p, channel, start } = await begin('P2 slow answers')
  await resolve(p, channel)
  const first = invitation(p)
  await p.advance(3 * hour)
  await p.as('U0MAYA').command(channel, '/incident reopen it is back')
  await p.idle()
  expect(posts(p, channel, /was reopened/)[0]?.text).toMatch(/The post-mortem planned for .* is off/)
  const people = directs(p, isInvitation, start).map(d => d.replace(/^0/, '180'))
  expect(directs(p, isOff, start)).toEqual(people)
  await p.advance(20 * hour)
  expect(directs(p, isReminder, start)).toEqual([])
  await resolve(p, channel)
  const second = invitation(p)
  const line = (text: string, key: string) => text.split('\r\n').find(l => l.startsWith(key))
  expect(second.name).not.toBe(first.name)
  expect(line(second.text, 'UID')).toBe(line(first.text, 'UID'))
  expect(line(second.text, 'SEQUENCE')).toBe('SEQUENCE:1')
  expect(line(second.text, 'DTSTART')).not.toBe(line(first.text, 'DTSTART'))
  expect(directs(p, /has a new date/, start)).toHaveLength(people.length)
}, 60_000)

test('a private incident: the invitation tells nobody who does not know of it', async () => {
  const p = await startPitcrew()
  h = p
  await p.as('U0MAYA').command('#security', '/incident declare private P2 a leak')
  await p.idle()
  const channel =
    p
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  await resolve(p, channel)
  expect(directs(p, isInvitation, p.now())).toEqual(['0 lee', '0 maya'])
  expect(invitation(p).text).not.toContain('grace')
}, 60_000)
