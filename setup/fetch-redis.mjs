import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, findRedis } from './find-redis.mjs'

const packages = [
  'redis-server',
  'redis-tools',
  'libjemalloc2',
  'liblua5.1-0',
  'lua-cjson',
  'lua-bitop',
  'liblzf1',
  'libatomic1',
  'libhiredis0.14',
]

const byHand =
  'Install one by hand (Debian: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL to a running one.'

/**
 * Makes sure that there is a Redis server to spawn: finds one, or fetches Debian's packages (1.5 MB) into the
 * cache folder. No root needed. Throws a sentence that says what to do.
 */
export async function ensureRedis(say) {
  if (process.env.REDIS_URL || findRedis()) return
  if (process.platform !== 'linux') throw new Error(`No redis-server or valkey-server on the PATH. ${byHand}`)
  say('Redis: none on the PATH; fetching Debian’s package (1.5 MB) into the cache folder')
  const cache = makeFolder(cacheFolder())
  const work = mkdtempSync(join(cache, 'fetch-'))
  try {
    await download(work, say)
    for (const file of readdirSync(work).filter(f => f.endsWith('.deb')))
      await run('dpkg', ['-x', file, 'out'], work, `Debian’s package ${file} could not be unpacked.`)
    const target = join(cache, 'redis')
    // Renamed into place only when whole, so that a broken download is never taken for a server.
    rmSync(target, { recursive: true, force: true })
    renameSync(join(work, 'out'), target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  if (!findRedis()) throw new Error(`The fetched packages hold no redis-server. ${byHand}`)
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

async function download(folder, say) {
  const failed = `Debian’s Redis packages could not be downloaded. ${byHand}`
  try {
    await run('apt-get', ['download', ...packages], folder, failed)
  } catch (error) {
    if (process.getuid?.() !== 0) throw error
    say('Redis: reading Debian’s package lists first')
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
