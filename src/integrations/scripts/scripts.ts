import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { access, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { kill } from 'node:process'
import { execa } from 'execa'
import { Ambiguous, NotSent } from '../../runbook/ports/faults.ts'
import type { Scripts } from '../../runbook/ports/scripts.ts'

/** The end of the output is what people need; the beginning is let go. */
const mostOutput = 64 * 1024

/** Executables of one folder. `path` is what scripts find programs by. */
export function createScripts(folder: string, path: string): Scripts {
  async function locate(script: string): Promise<{ file: string; digest: string }> {
    const root = await realpath(folder).catch(() => {
      throw refused(`the scripts folder ${folder} is not there`)
    })
    const file = await realpath(join(root, script)).catch(() => {
      throw refused(`there is no script ${script}`)
    })
    if (!file.startsWith(root + sep)) throw refused(`${script} leads out of the scripts folder`)
    if (!(await stat(file)).isFile()) throw refused(`${script} is not a file`)
    await access(file, constants.X_OK).catch(() => {
      throw refused(`${script} is not executable: chmod +x it`)
    })
    return { file, digest: await digestOf(root, file) }
  }

  return {
    async inspect(script) {
      return { digest: (await locate(script)).digest }
    },
    async run({ path: script, args, digest, env, input, onLine }, signal) {
      const { file, digest: now } = await locate(script)
      if (now !== digest)
        throw refused(`${script}, or another file of the scripts folder, was changed since it was previewed`)
      signal.throwIfAborted()
      const child = execa(file, args, {
        cwd: folder,
        env: { PATH: path, ...env },
        extendEnv: false,
        ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
        all: true,
        buffer: false,
        reject: false,
        // A group of its own, so that whatever it starts can be stopped with it.
        detached: true,
      })
      let stopped = false
      const stop = () => {
        stopped = true
        killGroup(child.pid)
      }
      signal.addEventListener('abort', stop, { once: true })
      try {
        const [output, result] = await Promise.all([tail(child.all, onLine), child])
        if (stopped) throw new Ambiguous(`${script} did not end in time and was stopped`)
        if (result.exitCode === undefined && result.signal === undefined)
          throw refused(`${script} could not be started: ${result.shortMessage ?? 'no reason given'}`)
        if (result.exitCode === undefined) throw new Ambiguous(`${script} was ended by ${result.signal}`)
        return { exitCode: result.exitCode, output }
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself in this moment.
  }
}

/** The script itself, and every file of its folder by name: whatever the script may start or read. */
async function digestOf(root: string, file: string): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(f => !f.isDirectory())
    .map(f => join(f.parentPath, f.name))
    .sort()
  hash.update(relative(root, file))
  for (const each of files) {
    // Python writes its compiled modules beside the sources when a script runs; they follow from the sources.
    if (each.includes(`${sep}__pycache__${sep}`)) continue
    // Reading a pipe or a device could wait for ever, so only the name of such a file counts.
    const found = await stat(each).catch(() => undefined)
    hash.update(`\0${relative(root, each)}\0${found?.isFile() === true ? found.size : 'no file'}\0`)
    if (found?.isFile() === true) for await (const chunk of createReadStream(each)) hash.update(chunk)
  }
  return hash.digest('hex')
}

/** A line longer than this is no report of one recipient. */
const longestLine = 4096

class LineReader {
  readonly #onLine: (line: string) => void
  readonly #decoder = new TextDecoder()
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  read(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n')
    this.#rest = (lines.pop() ?? '').slice(-longestLine)
    for (const line of lines) this.#onLine(line)
  }

  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest)
  }
}

/** Only whole lines of the end, so that no secret is cut in two. */
async function tail(stream: AsyncIterable<unknown>, onLine?: (line: string) => void): Promise<string> {
  let kept = Buffer.alloc(0)
  let cut = false
  const lines = onLine === undefined ? undefined : new LineReader(onLine)
  for await (const chunk of stream) {
    lines?.read(chunk as Uint8Array)
    kept = Buffer.concat([kept, Buffer.from(chunk as Uint8Array)])
    if (kept.length > 2 * mostOutput) {
      kept = kept.subarray(-mostOutput)
      cut = true
    }
  }
  lines?.end()
  const text = kept.subarray(-mostOutput).toString('utf8')
  if (!cut && kept.length <= mostOutput) return text
  const firstLine = text.indexOf('\n')
  return firstLine < 0 ? '[one line too long to show]' : `… ${text.slice(firstLine + 1)}`
}

const refused = (words: string) => new NotSent('script-refused', words)
