import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const client = fileURLToPath(new URL('../client', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const cache = join(root, 'node_modules/.cache/pitcrew-page')

/** The folder with the built page: built once for what the sources are now, about a second. */
export async function buildPage(): Promise<string> {
  const target = join(cache, hashOf([client, join(root, 'package-lock.json')]))
  if (existsSync(target)) return target
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'build-'))
  try {
    await build({
      configFile: false,
      root: client,
      logLevel: 'error',
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      build: { outDir: work, emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
    })
    put(work, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return target
}

/** Whole or not at all; when somebody else was faster, theirs is as good. */
function put(work: string, target: string): void {
  try {
    renameSync(work, target)
  } catch (error) {
    if (!existsSync(target)) throw error
  }
  for (const name of readdirSync(dirname(target)))
    if (join(dirname(target), name) !== target && !name.startsWith('build-'))
      rmSync(join(dirname(target), name), { recursive: true, force: true })
}

function hashOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const files = path.endsWith('.json')
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter(e => e.isFile())
          .map(e => join(e.parentPath, e.name))
          .sort()
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 20)
}
