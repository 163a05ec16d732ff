import { afterAll, beforeAll, expect, test } from 'vitest'
import { printPolicy } from '../../src/playbook/print.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeAll(async () => {
  h = await startPitcrew()
})
afterAll(() => h.stop())
const home = '#emergency-incidents'

test('contacts: emergency services first, numbers to press, placeholders as they are', async () => {
  const tom = h.as('U0TOM')
  await tom.command(home, '/incident contacts')
  await h.idle()
  const shown = tom.sees(home).at(-1)
  const raw = JSON.stringify(shown?.raw.blocks)
  expect(shown?.text.split('\n')[0]).toContain('Emergency services')
  expect(raw).toContain('<tel:999|999>')
  expect(raw).not.toContain('<tel:+44-7')
  expect(shown?.text).toContain('Business Critical')
  expect(h.as('U0SAM').sees(home)).toEqual([])
})

test('toolbox: a button runs the probe for the one who pressed; the rest is a line to copy', async () => {
  const tom = h.as('U0TOM')
  await tom.command(home, '/incident toolbox')
  await h.idle()
  const box = tom.sees(home).at(-1)
  expect(box?.text).toContain('curl -f https://api.tyrehero.com/health')
  // Every line can be copied as it stands: none has a gap to fill in.
  expect(box?.text).toContain("--query 'services[0].deployments[1].taskDefinition' --output text)")
  expect(box?.text).not.toMatch(/<[^>]*>/)
  h.production.world.break('api-down')
  await tom.press('Run', home, 'Service health')
  await h.idle()
  expect(tom.sees(home).at(-1)?.text).toMatch(/❌ api.tyrehero.com\/health · HTTP 503/)
  expect(h.as('U0SAM').sees(home)).toEqual([])
})

test('recent errors are those of one hour, as the line beside the button says', async () => {
  const tom = h.as('U0TOM')
  const minutesAgo = (minutes: number, text: string) => ({
    at: h.now() - minutes * 60_000,
    text,
    stream: 'api',
  })
  h.production.world.logs.extra.push(minutesAgo(90, 'ERROR older'), minutesAgo(30, 'ERROR newer'))
  await tom.command(home, '/incident toolbox')
  await h.idle()
  await tom.press('Run', home, 'Recent errors')
  await h.idle()
  const since = (h.now() - 3_600_000) / 1000
  const found = JSON.stringify(tom.sees(home).at(-1)?.raw)
  expect(found).toContain(`since <!date^${since}`)
  expect(found).toContain('newer')
  expect(found).not.toContain('older')
})

test('in an incident the rollback is a preview away', async () => {
  const maya = h.as('U0MAYA')
  await maya.command(home, '/incident declare P1 bad deploy')
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.command(channel, '/incident toolbox')
  await h.idle()
  await maya.press('Preview', channel, 'Emergency rollback')
  await h.idle()
  expect(maya.modal()?.text).toContain('tyrehero-emergency:41 → *tyrehero-emergency:40*')
})

test('on paper: contacts, and every shell line', () => {
  const paper = printPolicy(testPolicy())
  const policy = testPolicy()
  for (const c of policy.contacts) expect(paper).toContain(`**${c.name}**`)
  for (const t of policy.toolbox) expect(paper).toContain(t.shell)
  for (const t of policy.toolbox) expect(t.shell).not.toMatch(/<[^>]*>/)
})
