import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url))

export type Guarded = {
  pid: number
  output(): string
  closed: Promise<void>
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a server that ends with this process, however this process ends. */
export async function startGuarded(
  command: string,
  args: string[],
  options: { folder: string; env?: Record<string, string>; uid?: number; gid?: number; cwd?: string },
): Promise<Guarded> {
  const { env, folder, ...rest } = options
  const child = fork(guard, [command, ...args], {
    ...rest,
    env: { ...process.env, ...env, GUARD_FOLDER: folder },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  })
  const output = collect(child)
  const closed = once(child, 'exit').then(() => {})
  const [message] = (await Promise.race([
    once(child, 'message'),
    closed.then(() => {
      throw new Error(`${command} did not start: ${output()}`)
    }),
  ])) as [{ pid: number }]
  child.disconnect()
  return {
    pid: message.pid,
    output,
    closed,
    async stop(signal = 'SIGTERM') {
      try {
        process.kill(message.pid, signal)
      } catch {
        // It is gone already.
      }
      await closed
    },
  }
}

function collect(child: ChildProcess): () => string {
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-8000)
    })
  return () => words
}
