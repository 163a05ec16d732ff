import { readConfig } from './config.ts'
import { loadPlaybook } from './load-playbook.ts'
import { createLog } from './log.ts'
import { createService } from './service.ts'
import { startWhenReachable } from './start.ts'
import { version } from './version.ts'

const read = readConfig(process.env)
if (!read.ok) {
  process.stderr.write(`Pitcrew cannot start:\n${read.faults.map(f => `- ${f}`).join('\n')}\n`)
  process.exit(1)
}
const { config } = read
const log = createLog(config.logLevel)
const stopWaitMs = 10_000
const ending = new AbortController()

try {
  const playbook = loadPlaybook(config.playbook)
  log.info({ version }, 'Pitcrew starts')
  // Started by another process, it goes with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const)
    process.once(signal as 'disconnect', () => {
      setTimeout(() => process.exit(1), stopWaitMs).unref()
      ending.abort()
    })
  const service = await startWhenReachable(() => createService(config, playbook, log), log, ending.signal)
  if (service === undefined) process.exit(0)
  log.info({ version }, 'Pitcrew is ready')
  process.send?.('ready')
  const stop = () => {
    service.stop().then(
      () => process.exit(0),
      error => {
        log.error({ err: error }, 'Pitcrew did not stop cleanly')
        process.exit(1)
      },
    )
  }
  if (ending.signal.aborted) stop()
  else ending.signal.addEventListener('abort', stop, { once: true })
} catch (error) {
  process.stderr.write(`Pitcrew cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
