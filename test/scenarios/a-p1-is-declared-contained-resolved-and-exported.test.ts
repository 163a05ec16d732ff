import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

test('a P1 is declared, contained behind a second person’s approval, resolved and exported', async () => {
  h.production.world.break('api-down')
  await h.advance(60_000)
  const maya = h.as('U0MAYA')
  const lee = h.as('U0LEE')
  await maya.command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()

  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  expect(channel).toBe('inc-20250120-143300-api-down')
  const seen = lee
    .sees(channel)
    .map(m => m.text)
    .join('\n---\n')
  expect(seen).toContain('P1 · api down')
  expect(seen).toContain('acknowledged by Maya Patel')
  expect(seen).toContain('api.tyrehero.com/health · HTTP 503')

  await maya.press('Contain', channel)
  await h.idle()
  expect(maya.modal()?.text).toContain('2 wanted, 2 running → *6 (limit 12)*')
  await maya.submit()
  await h.idle()
  await lee.press('Review and approve', '@pitcrew')
  await h.idle()
  await lee.submit()
  await h.idle()
  expect(h.production.aws.writes().map(c => [c.region, c.input.desiredCount ?? 'restart'])).toEqual([
    ['eu-west-2', 'restart'],
    ['eu-west-1', 6],
  ])
  await h.advance(60_000)
  expect(h.production.world.isApiUp()).toBe(true)

  await maya.press('Check and resolve', channel)
  await h.idle()
  await maya.submit()
  await h.idle()
  const end = lee
    .sees(channel)
    .map(m => m.text)
    .join('\n---\n')
  expect(end).toContain('INCIDENT RESOLVED')
  const files = lee.sees(channel).flatMap(m => m.files)
  expect(files.map(f => f.split('.').at(-1)).sort()).toEqual(['html', 'ics', 'json', 'md', 'md', 'png'])

  const [incident] = await h.incidents()
  const types = (await h.events(incident?.id ?? '')).map(e => e.type)
  expect(types).toEqual(
    expect.arrayContaining([
      'incident.declared',
      'incident.acknowledged',
      'diagnostics.completed',
      'action.requested',
      'action.approved',
      'action.started',
      'action.succeeded',
      'incident.resolved',
      'report.exported',
    ]),
  )
})
