import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'

/**
 * A Redis server to spawn: named by REDIS_SERVER_BIN, on the PATH, or unpacked in the cache by an earlier
 * set-up. Answers undefined when there is none.
 * @returns {{ bin: string, env: Record<string, string> } | undefined}
 */
export function findRedis() {
  const named = process.env.REDIS_SERVER_BIN
  if (named) return { bin: named, env: {} }
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of ['redis-server', 'valkey-server']) {
      const bin = join(folder, name)
      if (folder && isExecutable(bin)) return { bin, env: {} }
    }
  const root = join(cacheFolder(), 'redis')
  const bin = join(root, 'usr/bin/redis-server')
  if (!existsSync(bin)) return undefined
  return { bin, env: { LD_LIBRARY_PATH: libraryFolders(root).join(delimiter) } }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function libraryFolders(root) {
  const found = new Set()
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
    if (/\.so(\.|$)/.test(entry.name)) found.add(entry.parentPath ?? entry.path)
  return [...found].sort()
}
