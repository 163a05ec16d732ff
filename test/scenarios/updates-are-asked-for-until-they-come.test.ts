import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, minute, posts } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})
const isReminder = /(an update is|the update was) due/

async function begin(words: string) {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  const channel = await declareAsTom(p, words)
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.idle()
  return { p, start, channel, maya: p.as('U0MAYA') }
}

test('a minute before it is due; one reminder at a time; after two missed, those above hear of it', async () => {
  const { p, start, channel, maya } = await begin('P1 api down')
  await p.as('U0TOM').command(channel, '/incident role communications @ana')
  await p.advance(14 * minute)
  expect(directs(p, isReminder, start)).toEqual(['14 ana'])
  await p.advance(5 * minute)
  expect(directs(p, isReminder, start)).toEqual(['19 ana'])
  await p.advance(5 * minute)
  expect(directs(p, isReminder, start)).toEqual(['24 ana', '24 grace', '24 maya'])
  expect(p.as('U0GRACE').sees('@pitcrew').at(-1)?.text).toContain('It is @ana’s turn')
  const ana = p.as('U0ANA')
  await ana.press('Write update', '@pitcrew')
  await p.idle()
  expect(ana.modal()?.fields).toEqual([
    'What is known, and what happens next?',
    'Status',
    'Severity',
    'Also tell',
    'And the public?',
  ])
  ana.fill({
    'What is known, and what happens next?': 'About 240 customers cannot call.',
    'Also tell': ['#leadership'],
  })
  await ana.submit()
  await p.idle()
  expect(directs(p, isReminder, start)).toEqual([])
  expect(posts(p, channel, /About 240 customers/)).toHaveLength(1)
  expect(
    p
      .as('U0TOM')
      .sees('#leadership')
      .map(m => m.text)
      .join(),
  ).toContain('About 240 customers')
  expect(p.as('U0TOM').sees('#customer-success')).toEqual([])
  await p.advance(13 * minute)
  expect(directs(p, isReminder, start)).toEqual([])
  await p.advance(minute)
  expect(directs(p, isReminder, start)).toEqual(['38 ana'])
  expect(maya.sees('@pitcrew').filter(m => isReminder.test(m.text))).toEqual([])
})

test('nothing new is an update too; a snooze, off and on', async () => {
  const { p, start, channel, maya } = await begin('P2 slow')
  await p.advance(29 * minute)
  expect(directs(p, isReminder, start)).toEqual(['29 maya'])
  await maya.press('Snooze 5 min', '@pitcrew')
  await p.advance(4 * minute)
  expect(directs(p, isReminder, start)).toEqual(['29 maya'])
  await p.advance(7 * minute)
  expect(directs(p, isReminder, start)).toEqual(['39 maya'])
  await maya.press('No change', '@pitcrew')
  await p.idle()
  expect(posts(p, channel, /Nothing new; still working on it/).length).toBeGreaterThan(0)
  await maya.command(channel, '/incident remind off')
  await p.advance(60 * minute)
  expect(directs(p, isReminder, start)).toEqual([])
  await maya.command(channel, '/incident remind on')
  await p.idle()
  await p.advance(10_000)
  expect(directs(p, isReminder, start)).toEqual(['100 maya'])
})

test('a snooze that makes no sense is refused in words', async () => {
  const { p, channel, maya } = await begin('P2 slow')
  for (const words of ['snooze -5', 'snooze 10000m', 'snooze 15 minutes ago', 'sometimes']) {
    await maya.command(channel, `/incident remind ${words}`)
    await p.idle()
    expect(maya.sees(channel).at(-1)?.text).toMatch(
      /from 1 to 240 minutes|not a time that reminders understand/,
    )
  }
  const id = (await p.incidents())[0]?.id ?? ''
  expect((await p.events(id)).filter(e => e.type === 'reminder.snoozed')).toEqual([])
})

test('reminders are turned off from the reminder itself and on from the channel; a snooze does not do it', async () => {
  const { p, channel, start, maya } = await begin('P2 slow')
  await p.advance(29 * minute)
  await maya.press('Turn reminders off', '@pitcrew')
  await p.idle()
  expect(maya.sees('@pitcrew').at(-1)?.text).toMatch(
    /The update reminders of INC-\S+ are off now, for everybody/,
  )
  expect(posts(p, channel, /Maya Patel turned the update reminders off/)).toHaveLength(1)
  await maya.press('Snooze 5 min', '@pitcrew')
  await p.idle()
  expect(maya.sees('@pitcrew').at(-1)?.text).toBe(
    'Update reminders are off: there is nothing to snooze. Turn them on first: /incident remind on',
  )
  await p.advance(30 * minute)
  expect(directs(p, isReminder, start)).toEqual(['29 maya'])
  await p.as('U0LEE').press('Turn reminders on', channel)
  await p.advance(10_000)
  expect(directs(p, isReminder, start)).toEqual(['59 maya'])
  await maya.command(channel, '/incident remind on')
  await p.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('Update reminders are on already.')
})

test('the menu turns them off and on too', async () => {
  const { p, channel, maya } = await begin('P2 slow')
  for (const to of ['off', 'on']) {
    await maya.command(channel, '/incident')
    await p.idle()
    await maya.pressInModal(`Turn reminders ${to}`)
    await p.idle()
    expect(posts(p, channel, /turned the update reminders/).at(-1)?.text).toContain(to)
    maya.close()
  }
})

const asked = /(an update is|the update was) due/

test('a P3 without updates is raised to the manager in working hours only', async () => {
  const p = await startPitcrew()
  h = p
  const start = p.now()
  await declareAsTom(p, 'P3 slow page')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  // Declared at 14:32: the second miss comes at 17:51, the manager's day is over at 17:30 and begins at 09:00.
  await p.advance(4 * 60 * minute)
  const first = directs(p, asked, start)
  expect(first.filter(x => x.endsWith('maya'))).toHaveLength(1)
  expect(first.filter(x => x.endsWith('grace'))).toEqual([])
  await p.advance(15 * 60 * minute)
  const [morning = ''] = directs(p, asked, start).filter(x => x.endsWith('grace'))
  const at = Number(morning.split(' ')[0]) + 14 * 60 + 32 - 24 * 60
  expect(at).toBeGreaterThanOrEqual(9 * 60)
  expect(at).toBeLessThan(9 * 60 + 40)
})

test('those above may be a group: its members are looked up', async () => {
  const p = await startPitcrew({
    playbook: s => s.replace('raise-to: [engineering-manager]', 'raise-to: [sre-oncall]'),
  })
  h = p
  const start = p.now()
  await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(25 * minute)
  expect(directs(p, asked, start).filter(x => !x.endsWith('maya'))).toEqual(['24 lee', '24 omar'])
})
