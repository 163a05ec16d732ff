import type { Logger } from '@slack/bolt'
import { type DestinationStream, type LevelWithSilent, pino } from 'pino'

/** Fields that may hold a secret wherever they turn up. */
const secretPaths = [
  'token',
  'authorization',
  'password',
  'headers.authorization',
  'err.config',
  'err.request',
  'err.original.config',
].flatMap(path => [path, `*.${path}`])

export function createLog(level: LevelWithSilent, destination?: DestinationStream) {
  const options = { level, base: null, redact: { paths: secretPaths, censor: '[hidden]' } }
  return destination === undefined ? pino(options) : pino(options, destination)
}
export type PinoLog = ReturnType<typeof createLog>

/** Slack's libraries log through the same log; what they say on debug would hold whole payloads. */
export function slackLogger(log: PinoLog): Logger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ from: 'slack' }, parts.map(String).join(' '))
  let name = 'slack'
  return {
    debug() {},
    info() {},
    warn: say('warn'),
    error: say('error'),
    setLevel() {},
    getLevel: () => 'warn' as ReturnType<Logger['getLevel']>,
    setName(given) {
      name = given
    },
    get name() {
      return name
    },
  } as Logger
}
