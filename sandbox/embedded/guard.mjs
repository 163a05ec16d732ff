// Runs one server and ends it when the process that asked for it is gone: stdin closes even after SIGKILL.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

const [command, ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true })
const end = signal => {
  try {
    child.kill(signal)
  } catch {
    // It is gone already.
  }
}
let isOrphan = false
process.stdin.resume()
process.stdin.on('end', () => {
  isOrphan = true
  end('SIGINT')
  setTimeout(() => end('SIGKILL'), 3000).unref()
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => end(signal === 'SIGHUP' ? 'SIGTERM' : signal))
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
child.on('error', error => {
  process.stderr.write(`${command}: ${error.message}\n`)
  process.exit(127)
})
child.on('close', (code, signal) => {
  // Nobody is left to clean up: its data folder goes too.
  if (isOrphan && process.env.GUARD_FOLDER) rmSync(process.env.GUARD_FOLDER, { recursive: true, force: true })
  process.exit(code ?? (signal === null ? 0 : 1))
})
if (process.send) process.send({ pid: child.pid })
