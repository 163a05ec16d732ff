import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'

/**
 * Fetches Debian packages and unpacks them into a folder of the cache; no root needed. Throws `failed`, a
 * sentence that says what to do, with what the tools said as its cause.
 * @param {{ name: string, packages: string[], failed: string }} wanted
 * @param {(line: string) => void} say
 */
export async function fetchDebian({ name, packages, failed }, say) {
  const cache = makeFolder(cacheFolder())
  const work = mkdtempSync(join(cache, 'fetch-'))
  try {
    await download(packages, work, failed, say)
    for (const file of readdirSync(work).filter(f => f.endsWith('.deb')))
      await run('dpkg', ['-x', file, 'out'], work, `Debian’s package ${file} could not be unpacked.`)
    const target = join(cache, name)
    // Renamed into place only when whole, so that a broken download is never taken for the real thing.
    rmSync(target, { recursive: true, force: true })
    renameSync(join(work, 'out'), target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function makeFolder(path) {
  try {
    mkdirSync(path, { recursive: true })
    return path
  } catch (cause) {
    throw new Error(`The cache folder ${path} cannot be written. Set XDG_CACHE_HOME to one that can.`, {
      cause,
    })
  }
}

async function download(packages, folder, failed, say) {
  try {
    await run('apt-get', ['download', ...packages], folder, failed)
  } catch (error) {
    if (process.getuid?.() !== 0) throw error
    say('Reading Debian’s package lists first')
    await run('apt-get', ['update', '-qq'], folder, failed)
    await run('apt-get', ['download', ...packages], folder, failed)
  }
}

function run(command, args, cwd, message) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    child.stderr.on('data', chunk => {
      words = (words + chunk).slice(-2000)
    })
    child.on('error', cause => reject(new Error(message, { cause })))
    child.on('close', code => (code === 0 ? resolve() : reject(new Error(message, { cause: words.trim() }))))
  })
}
