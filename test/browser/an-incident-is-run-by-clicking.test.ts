import { mkdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bin, message, narrow, openChannel, openSandbox, type Stand, show, type, wide } from './browser.ts'

const patienceMs = 90_000
const shots = 'artifacts/screenshots'
mkdirSync(shots, { recursive: true })

describe.skipIf(bin === undefined).each([
  ['wide', wide],
  ['narrow', narrow],
])('%s', (width, viewport) => {
  let stand: Stand
  beforeAll(async () => {
    stand = await openSandbox()
  }, patienceMs)
  afterEach(async () => {
    expect(stand.faults).toEqual([])
    await stand.closePages()
  })
  afterAll(() => stand.stop(), patienceMs)

  test('declare, read the facts, ask, approve as somebody else, undo, resolve, read the report', {
    timeout: patienceMs,
  }, async () => {
    const maya = await stand.as('U0MAYA', viewport)
    const lee = await stand.as('U0LEE', viewport)
    const shot = (page: typeof maya, name: string) =>
      page.screenshot({ path: `${shots}/${width}-${name}.png` })

    await show(maya, 'Production')
    await maya.getByRole('button', { name: 'Break: Emergency API hangs' }).click()
    await maya.getByText('API down', { exact: false }).first().waitFor()
    await openChannel(maya, 'emergency-incidents')
    await type(maya, '/incident declare P1 api down')
    await message(maya, 'P1 · api down').waitFor()
    await shot(maya, '1-declared')

    await openChannel(maya, /inc-/)
    await message(maya, /Diagnostics · (\d+) of \1 in/).waitFor()
    expect(await message(maya, /Diagnostics · (\d+) of \1 in/).innerText()).toContain(
      '❌ api.tyrehero.com/health · HTTP 503',
    )
    await shot(maya, '2-facts')
    await message(maya, /Evidence suggests P1/)
      .getByRole('button', { name: 'Investigate' })
      .click()
    const picture = maya.getByRole('img', { name: /CPU and memory/ })
    await picture.waitFor()
    await expect.poll(() => picture.evaluate(i => ('naturalWidth' in i ? i.naturalWidth : 0))).toBe(2000)
    await shot(maya, '2b-investigated')

    await message(maya, 'Phase 1').getByRole('button', { name: 'Contain' }).first().click()
    const form = maya.getByRole('dialog', { name: 'Contain' })
    await form.getByText('2 wanted, 2 running').waitFor()
    await shot(maya, '3-preview')
    await form.getByRole('button', { name: 'Ask for approval' }).click()
    await message(maya, 'Approve for ').waitFor()
    expect(stand.sandbox.production.aws.writes()).toHaveLength(0)

    await openChannel(lee, /Messages/)
    await message(lee, 'Approve for ').getByRole('button', { name: 'Review and approve' }).click()
    const review = lee.getByRole('dialog', { name: 'Review and approve' })
    await review.getByText('Read from production just now').waitFor()
    await shot(lee, '4-review')
    await review.getByRole('button', { name: 'Approve', exact: true }).click()

    await message(maya, /✅ .*new deployment|Done/).waitFor()
    await message(maya, /6 of 6/)
      .getByRole('button', { name: /Undo/ })
      .first()
      .waitFor()
    await show(maya, 'Production')
    await maya.getByText('API up').waitFor()
    await maya.getByText('✎ Pitcrew: desired 6').waitFor()
    await shot(maya, '5-contained')
    await show(maya, 'Chat')

    await message(maya, 'Phase 1').getByRole('button', { name: 'Check and resolve' }).first().click()
    const resolve = maya.getByRole('dialog', { name: 'Check and resolve' })
    await resolve.getByRole('textbox').fill('A deadlock in the pool; restarted.')
    await resolve.getByRole('button', { name: 'Check and resolve' }).click()
    const end = message(maya, 'INCIDENT RESOLVED')
    await end.getByRole('button', { name: /^\d+ repl/ }).click()
    const thread = maya.getByRole('region', { name: 'Thread' })
    await thread.getByRole('button', { name: /^Preview .*report-\d+\.md$/ }).click()
    const report = maya.getByRole('region', { name: /^Preview of/ })
    await report.getByRole('heading', { name: /INC-/ }).first().waitFor()
    expect(await report.innerText()).toContain('A deadlock in the pool; restarted.')
    await shot(maya, '6-report')

    expect(stand.sandbox.production.aws.writes()).toHaveLength(2)
    expect(stand.sandbox.production.world.isApiUp()).toBe(true)
  })
})
