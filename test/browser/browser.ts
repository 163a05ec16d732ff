import { type Browser, chromium, type Page } from 'playwright-core'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { findChromium } from '../../setup/find-chromium.mjs'

export const bin = findChromium()
if (bin === undefined)
  process.stderr.write('The page’s tests are skipped: there is no Chromium. npm test says how to get one.\n')

export const wide = { width: 1280, height: 800 }
export const narrow = { width: 390, height: 800 }
/** How long a person may wait for something to appear, in ms. */
const patienceMs = 15_000
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

export type Stand = Awaited<ReturnType<typeof openSandbox>>

/** The whole sandbox with its real bot, and a browser in which people open pages. */
export async function openSandbox() {
  const [sandbox, browser] = await Promise.all([
    startSandbox({ speed: 1, taskStartMs: 2000 }),
    chromium.launch({ executablePath: bin ?? '', args: flags }),
  ])
  const faults: string[] = []
  return {
    sandbox,
    browser,
    /** What the pages complained about. */
    faults,
    /** A page as one person, at a width. */
    as: (user: string, viewport = wide) => openPage(browser, `${sandbox.url}?as=${user}`, viewport, faults),
    open: (path: string, viewport = wide) => openPage(browser, sandbox.url + path, viewport, faults),
    /** Pages left open would go on reading. */
    async closePages() {
      await Promise.all(browser.contexts().map(c => c.close()))
    },
    async stop() {
      await browser.close()
      await sandbox.stop()
    },
  }
}

async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  faults: string[],
): Promise<Page> {
  const page = await browser.newPage({ viewport })
  page.setDefaultTimeout(patienceMs)
  page.on('pageerror', e => faults.push(e.message))
  page.on('console', m => {
    if (m.type() === 'error') faults.push(m.text())
  })
  await page.goto(url)
  await page.locator('header.topbar').waitFor()
  return page
}

/** On a narrow page one part is shown at a time. */
export async function show(page: Page, part: 'Channels' | 'Chat' | 'Production' | 'Traffic'): Promise<void> {
  const bar = page.getByRole('navigation', { name: 'Parts of the page' })
  if (await bar.isVisible()) await bar.getByRole('button', { name: part }).click()
  else if (part === 'Production' || part === 'Traffic') await page.getByRole('tab', { name: part }).click()
}

export async function openChannel(page: Page, name: string | RegExp): Promise<void> {
  await show(page, 'Channels')
  await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name }).first().click()
}

/** Types into the open channel and sends it with Enter. */
export async function type(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message/ }).fill(words)
  await page.keyboard.press('Enter')
}

/** The newest message that holds these words. */
export const message = (page: Page, words: string | RegExp) =>
  page.getByRole('article').filter({ hasText: words }).last()
