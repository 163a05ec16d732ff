import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bin, message, narrow, openChannel, openSandbox, type Stand, show, type, wide } from './browser.ts'

const patienceMs = 60_000
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

/** Rules of accessibility that the page breaks, with where. */
async function violations(page: Page): Promise<string[]> {
  const source = await import('node:fs').then(fs => fs.readFileSync(axeFile, 'utf8'))
  await page.evaluate(source)
  const found = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run())
  return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)}`))
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe.skipIf(bin === undefined)('one sandbox', { timeout: patienceMs }, () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await openSandbox()
  }, patienceMs)
  afterEach(async () => {
    expect(stand.faults).toEqual([])
    await stand.closePages()
  })
  afterAll(() => stand.stop(), patienceMs)

  test('by keyboard alone: declare, read, open a form, fill it in, send it', async () => {
    const maya = await stand.as('U0MAYA')
    await maya.getByRole('textbox', { name: /^Message/ }).waitFor()
    await tabTo(maya, 'emergency-incidents')
    await maya.keyboard.press('Enter')
    await tabTo(maya, 'Message #emergency-incidents')
    await maya.keyboard.type('/incident declare P2 by keyboard')
    await maya.keyboard.press('Enter')
    await message(maya, 'P2 · by keyboard').waitFor()
    await tabTo(maya, 'by-keyboard', 'Shift+Tab')
    await maya.keyboard.press('Enter')
    await message(maya, 'Phase 1').waitFor()
    await tabTo(maya, 'More')
    await maya.keyboard.press('Enter')
    await maya.getByRole('dialog', { name: 'Pitcrew' }).getByText('Severity').waitFor()
    await tabTo(maya, 'Severity')
    await maya.keyboard.press('Enter')
    const form = maya.getByRole('dialog', { name: /Severity/i })
    await form.waitFor()
    await tabTo(maya, 'P2', 'Tab', 'radio')
    await maya.keyboard.press('ArrowDown')
    await tabTo(maya, 'Why', 'Tab', 'textbox')
    await maya.keyboard.type('only the website')
    await tabTo(maya, 'Change', 'Tab')
    await maya.keyboard.press('Enter')
    await message(maya, 'Severity P2 → P3').waitFor()
  })

  test.each([
    ['wide and light', wide, 'light'],
    ['wide and dark', wide, 'dark'],
    ['narrow and light', narrow, 'light'],
    ['narrow and dark', narrow, 'dark'],
  ] as const)('nothing that axe knows is wrong: %s', async (_, viewport, colorScheme) => {
    const page = await stand.as('U0MAYA', viewport)
    await page.emulateMedia({ colorScheme })
    await openChannel(page, /by-keyboard|emergency/)
    await page.getByRole('log').first().waitFor()
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    for (const part of ['Channels', 'Production', 'Traffic'] as const) {
      await show(page, part)
      expect(await violations(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
    await openChannel(page, 'emergency-incidents')
    await type(page, '/incident declare')
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test.each([
    ['wide', wide],
    ['narrow', narrow],
  ])('the gallery draws everything within Slack’s limits: %s', async (_, viewport) => {
    const page = await stand.open('gallery', viewport)
    const status = page.getByRole('status')
    await status.getByText('drawn').waitFor()
    const [, drawn, beyond] = /(\d+) drawn, (\d+) beyond/.exec(await status.innerText()) ?? []
    expect(Number(drawn)).toBeGreaterThan(50)
    expect(beyond).toBe('0')
    expect(await page.locator('.unknown').count()).toBe(0)
    expect(await page.locator('.exhibit').count()).toBe(Number(drawn))
    expect(await overflow(page)).toBe(0)
    expect(await violations(page)).toEqual([])
  })

  test('the theme stays as chosen', async () => {
    const page = await stand.as('U0MAYA')
    await page.getByRole('button', { name: 'Theme: auto' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor()
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  })
})

/** Presses Tab until the focus is on what has this in its name. */
async function tabTo(page: Page, name: string, key = 'Tab', role?: string): Promise<void> {
  const met: string[] = []
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key)
    const focus = (await page.evaluate(`(() => {
      const e = document.activeElement
      const label = e.getAttribute('aria-label') ?? [...(e.labels ?? [])].map(l => l.innerText).join(' ')
      const role = e.type === 'radio' ? 'radio' : /^(TEXTAREA|INPUT)$/.test(e.tagName) ? 'textbox' : e.tagName
      return [label || e.innerText, role]
    })()`)) as [string, string]
    if (focus[0].includes(name) && (role === undefined || focus[1] === role)) return
    met.push(focus.join(' '))
  }
  throw new Error(`“${name}” cannot be reached by ${key}; met: ${met.join(' | ')}`)
}
