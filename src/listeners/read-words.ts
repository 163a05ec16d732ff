import { type Names, readTyped, unnamedIn } from '../blocks/index.ts'
import type { Runbook } from '../runbook/runbook.ts'

/** A form must be open three seconds after the press; names are worth only a part of that. */
const patienceMs = 800

/**
 * What somebody typed in Slack, as they typed it: for commands, messages and mentions, each read by this once.
 * A name that cannot be looked up in time stands as its id.
 */
export async function readWords({ directory, log }: Runbook, typed: string): Promise<string> {
  const ids = [...new Set(unnamedIn(typed))]
  if (ids.length === 0) return readTyped(typed)
  let late: ReturnType<typeof setTimeout> | undefined
  const names = await Promise.race([
    directory.displayNames(ids).catch((error): Names => {
      log.warn({ err: error }, 'names in a text could not be looked up')
      return {}
    }),
    new Promise<Names>(resolve => {
      late = setTimeout(() => resolve({}), patienceMs)
    }),
  ])
  clearTimeout(late)
  return readTyped(typed, names)
}
