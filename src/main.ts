import { readConfig } from './config.ts'
import { loadPlaybook } from './load-playbook.ts'
import { createLog } from './log.ts'
import { createService } from './service.ts'

const read = readConfig(process.env)
if (!read.ok) {
  process.stderr.write(`Pitcrew cannot start:\n${read.faults.map(f => `- ${f}`).join('\n')}\n`)
  process.exit(1)
}
const log = createLog(read.config.logLevel)
const stopWaitMs = 10_000

try {
  const service = createService(read.config, loadPlaybook(read.config.playbook), log)
  await service.start()
  log.info({}, 'Pitcrew is ready')
  process.send?.('ready')
  // Started by another process, it goes with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const)
    process.once(signal as 'disconnect', () => {
      setTimeout(() => process.exit(1), stopWaitMs).unref()
      service.stop().then(
        () => process.exit(0),
        error => {
          log.error({ err: error }, 'Pitcrew did not stop cleanly')
          process.exit(1)
        },
      )
    })
} catch (error) {
  process.stderr.write(`Pitcrew cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
