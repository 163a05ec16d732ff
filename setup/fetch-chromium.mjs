import { spawnSync } from 'node:child_process'
import { findChromium } from './find-chromium.mjs'

const byHand =
  'Install one by hand (Debian: apt-get install chromium; macOS: brew install --cask chromium), or name it in CHROMIUM_BIN.'

/**
 * Makes sure that there is a browser for the page's tests: finds one, or, as root on Debian, installs it.
 * Without one those tests are skipped, with the reason; in CI that is a fault.
 */
export function ensureChromium(say) {
  if (findChromium()) return
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say('Chromium: none found; installing Debian’s package for the tests of the sandbox’s page')
    if (!install()) {
      say('Chromium: reading Debian’s package lists first')
      run('update', '-qq')
      install()
    }
  }
  if (findChromium()) return
  const reason = `No Chromium found, so the page’s tests cannot run. ${byHand}`
  if (process.env.CI) throw new Error(reason)
  say(`${reason} They are skipped.`)
}

const install = () => run('install', '-y', '-qq', '--no-install-recommends', 'chromium')

function run(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', args, { stdio: 'ignore', env }).status === 0
}
