import { Worker } from 'node:worker_threads'
import type { Charts } from '../../runbook/ports/charts.ts'
import { NotSent } from '../../runbook/ports/faults.ts'

const limitMs = 15_000
/** Where the sources run as they are, and where they were built. */
const script = new URL(import.meta.url.endsWith('.ts') ? 'draw.ts' : 'draw.js', import.meta.url)

/**
 * Pictures by ECharts and resvg, each in a worker of its own: drawing takes a good part of a second of
 * computing, during which nobody's click may wait.
 */
export function createCharts(): Charts {
  return {
    toPng: svg => work({ svg }),
    drawUsage: (chart, signal) => work({ chart }, signal),
  }
}

function work(workerData: object, signal?: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData })
    const fail = (error: unknown) => {
      const words = error instanceof Error ? error.message : String(error)
      end(() =>
        reject(new NotSent('no-picture', `the picture could not be drawn: ${words}`, { cause: error })),
      )
    }
    const timer = setTimeout(() => fail(new Error('it took too long')), limitMs)
    const onAbort = () => fail(new Error('it was given up'))
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
      void worker.terminate()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.once('message', (png: Uint8Array) => end(() => resolve(png)))
    worker.once('error', fail)
    worker.once('exit', code => fail(new Error(`the drawing ended with ${code}`)))
  })
}
