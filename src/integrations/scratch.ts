import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scratch } from '../runbook/ports/scratch.ts'

/** Files in the system's temporary folder, each in a folder that only this process may read. */
export function createScratch(): Scratch {
  return {
    async open() {
      const folder = await mkdtemp(join(tmpdir(), 'pitcrew-'))
      const path = join(folder, 'text')
      const hash = createHash('sha256')
      let file: FileHandle | undefined = await open(path, 'w', 0o600)
      let bytes = 0
      const close = async () => {
        await file?.close()
        file = undefined
      }
      return {
        async write(text) {
          hash.update(text)
          bytes += Buffer.byteLength(text)
          await file?.write(text)
        },
        async finish() {
          await close()
          return { content: await openAsBlob(path), sha256: hash.digest('hex'), bytes }
        },
        async discard() {
          await close()
          await rm(folder, { recursive: true, force: true })
        },
      }
    },
  }
}
