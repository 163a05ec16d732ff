import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const minute = 60_000
async function declare(h: Harness, words: string): Promise<string> {
  await h.as('U0MAYA').command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  return (
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  )
}

test('the war room stands in the channel’s topic and as a link on the panel', async () => {
  const h = await begin()
  const channel = await declare(h, 'P1 dark')
  const room = 'https://meet.google.com/emergency-war-room'
  const found = [...h.slack.state.channels.values()].find(c => c.name === channel)
  expect(found?.topic).toContain(`War room: ${room}`)
  const panel = h
    .as('U0MAYA')
    .sees(channel)
    .find(m => m.text.includes('Phase'))
  expect(JSON.stringify(panel?.raw.blocks)).toContain(`<${room}|War room>`)
})

test('a database and a cache that refuse connections are ❌ in the channel, and a P1 is suggested', async () => {
  const h = await begin({
    config: {
      databaseUrl: 'postgres://reader:secret@127.0.0.1:1/tyrehero',
      cacheUrl: 'redis://127.0.0.1:1',
    },
  })
  const channel = await declare(h, 'P2 slow')
  const said = h
    .as('U0MAYA')
    .sees(channel)
    .map(m => m.text)
    .join('\n')
  expect(said).toMatch(/❌ Database · /)
  expect(said).toMatch(/❌ Cache · /)
  expect((await h.incidents())[0]?.assessment?.proposed).toBe('P1')
})

test('containment of a P1 switches the routing on and posts the alert word for word', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h, 'P1 dark')
  expect(h.production.world.switches.get('emergency-routing')).toBe(false)
  await maya.press('Contain', channel)
  await h.idle()
  await maya.submit()
  await h.idle()
  await h.as('U0LEE').press('Review and approve', '@pitcrew')
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle(20_000)
  await h.advance(minute)
  expect(h.production.world.switches.get('emergency-routing')).toBe(true)
  const alert = h
    .as('U0TOM')
    .sees('#emergency-incidents')
    .filter(m => m.raw.text === '🚨 P1 INCIDENT: Emergency containment activated')
  expect(alert).toHaveLength(1)
})

test('the preliminary report has every field of the document’s template', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h, 'P1 dark')
  await h.advance(42 * minute + 10_000)
  await maya.command(channel, '/incident resolve the pool was full')
  await h.idle()
  await maya.submit()
  await h.idle(20_000)
  const report =
    [...h.slack.state.files.values()].find(f => f.name.endsWith('preliminary.md'))?.bytes.toString() ?? ''
  const id = (await h.incidents())[0]?.id
  for (const line of [
    `# Preliminary Incident Report - ${id}`,
    '- **Start Time**: 2025-01-20 14:32 UTC',
    '- **End Time**: 2025-01-20 15:14 UTC',
    '- **Duration**: 00:42:10',
    '- **Severity**: P1',
    '- **Customer Impact**: 0 customers affected',
    '- Initial alert: ',
    '- Investigation started: 2025-01-20 14:32 UTC',
    '- Root cause identified: not recorded',
    '- Resolution implemented: ',
    '- Service restored: 2025-01-20 15:14 UTC',
    '- [ ] Detailed post-mortem within 48 hours',
    '- [ ] Action items identified and assigned',
    '- [ ] Follow-up monitoring for 24 hours',
  ])
    expect(report).toContain(line)
})
