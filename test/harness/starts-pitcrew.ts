import { afterEach } from 'vitest'
import { type Harness, startPitcrew } from './pitcrew.ts'

type Options = Parameters<typeof startPitcrew>[0]

/** How a scenario begins: answers what starts everything; whatever it has started is stopped after each test. */
export function startsPitcrew() {
  let running: Harness | undefined
  afterEach(async () => {
    await running?.stop()
    running = undefined
  })
  return async (options: Options = {}): Promise<Harness> => {
    running = await startPitcrew(options)
    return running
  }
}
