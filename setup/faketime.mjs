import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { fetchDebian } from './fetch-debian.mjs'

const library = 'libfaketimeMT.so.1'
const failed = 'Debian’s libfaketime could not be downloaded: apt-get install libfaketime puts it there.'

/**
 * The library that gives a process a clock of its own: installed, or unpacked in the cache by an earlier
 * set-up. Answers its path, or undefined where there is none.
 * @returns {string | undefined}
 */
export function findFaketime() {
  return [join(cacheFolder(), 'faketime'), '/']
    .flatMap(root => foldersOf(join(root, 'usr/lib')).map(f => join(f, 'faketime', library)))
    .find(existsSync)
}

const foldersOf = folder =>
  existsSync(folder) ? ['', ...readdirSync(folder)].map(name => join(folder, name)) : []

/** Fetches it where Debian's packages can be had; one test needs it, and says so where it is missing. */
export async function ensureFaketime(say) {
  if (process.platform !== 'linux' || findFaketime()) return
  try {
    await fetchDebian({ name: 'faketime', packages: ['libfaketime'], failed }, say)
  } catch (error) {
    say(`${error.message} The test with clocks that jump uses a replaced Date alone.`)
  }
}
