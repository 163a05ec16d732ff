import { fetchDebian } from './fetch-debian.mjs'
import { findRedis } from './find-redis.mjs'

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
  const failed = `Debian’s Redis packages could not be downloaded. ${byHand}`
  await fetchDebian({ name: 'redis', packages, failed }, say)
  if (!findRedis()) throw new Error(`The fetched packages hold no redis-server. ${byHand}`)
}
