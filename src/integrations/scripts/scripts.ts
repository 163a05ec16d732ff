import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
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
    const digest = createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
    return { file, digest }
  }

  return {
    async inspect(script) {
      return { digest: (await locate(script)).digest }
    },
    async run({ path: script, args, digest, env }, signal) {
      const { file, digest: now } = await locate(script)
      if (now !== digest) throw refused(`${script} was changed since it was previewed`)
      signal.throwIfAborted()
      const child = execa(file, args, {
        cwd: folder,
        env: { PATH: path, ...env },
        extendEnv: false,
        stdin: 'ignore',
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
        const [output, result] = await Promise.all([tail(child.all), child])
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

/** Only whole lines of the end, so that no secret is cut in two. */
async function tail(stream: AsyncIterable<unknown>): Promise<string> {
  let kept = Buffer.alloc(0)
  let cut = false
  for await (const chunk of stream) {
    kept = Buffer.concat([kept, Buffer.from(chunk as Uint8Array)])
    if (kept.length > 2 * mostOutput) {
      kept = kept.subarray(-mostOutput)
      cut = true
    }
  }
  const text = kept.subarray(-mostOutput).toString('utf8')
  if (!cut && kept.length <= mostOutput) return text
  const firstLine = text.indexOf('\n')
  return firstLine < 0 ? '[one line too long to show]' : `… ${text.slice(firstLine + 1)}`
}

const refused = (words: string) => new NotSent('script-refused', words)
