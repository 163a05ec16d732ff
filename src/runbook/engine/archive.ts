import type { Archive, OpenArchive } from '../ports/archive.ts'
import { NotSent } from '../ports/faults.ts'
import type { IncidentStore } from '../ports/incident-store.ts'
import type { Log } from '../runbook.ts'
import { copyLog } from './copy-log.ts'
import { createRest } from './rest.ts'

const newest = 1000
const stretch = 10
const mostNamed = 3
/** A slow archive is no work of ours to rest from, and whoever stops the bot waits for it. */
const mostRestMs = 1000

type Difference = { id: string; why: string; isPublic: boolean }

/**
 * Copies to the archive the lines it does not have, of open incidents and the newest others, oldest first.
 * Harmless to repeat, so each replica does it. What is there is never changed; where it differs, that is said.
 */
export function createArchivist(
  store: IncidentStore,
  archive: Archive,
  log: Log,
  report: (fault: string | undefined) => void,
) {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  let isAway = false
  let said = new Set<string>()

  async function pass() {
    let open: OpenArchive | undefined
    try {
      open = await archive.open(stopping.signal)
      const found = await copyAll(open)
      if (isAway) log.info({}, 'the archive is well again')
      isAway = false
      for (const { id, why } of found)
        if (!said.has(id))
          log.error({ incident: id, why }, 'the archive and the log differ; neither was changed')
      said = new Set(found.map(d => d.id))
      report(found.length === 0 ? undefined : describe(found))
    } catch (error) {
      if (stopping.signal.aborted) return
      if (!(error instanceof NotSent)) throw error
      report(error.message)
      // The words only: what pg puts into its errors is not known.
      if (!isAway) log.warn({ fault: error.message }, 'the archive takes nothing; it is tried each minute')
      isAway = true
    } finally {
      open?.close()
    }
  }

  async function copyAll(open: OpenArchive): Promise<Difference[]> {
    const ids = [...new Set([...(await store.listOpen()), ...(await store.listAll(newest))])].sort()
    const rest = createRest(mostRestMs)
    const found: Difference[] = []
    for (let from = 0; from < ids.length; from += stretch) {
      const some = ids.slice(from, from + stretch)
      const heads = await open.findHeads(some)
      for (const id of some) {
        stopping.signal.throwIfAborted()
        await rest()
        const copied = await copyLog(store, open, id, heads.get(id), rest)
        if ('why' in copied) found.push({ id, why: copied.why, isPublic: await isPublic(id) })
        else if (copied.mended)
          log.warn({ incident: id }, 'lines had gone from the archive; they are there again')
      }
    }
    return found
  }

  /** What cannot be read may be private. */
  const isPublic = (id: string) =>
    store.load(id).then(
      ({ state }) => state?.visibility === 'public',
      () => false,
    )

  return {
    /** One pass; whoever asks while one is under way waits for that. */
    run(): Promise<void> {
      running ??= pass()
        .catch(error => log.warn({ err: error }, 'nothing could be archived; it is tried again in a minute'))
        .finally(() => {
          running = undefined
        })
      return running
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Everybody reads this: a private incident stays unnamed, and the bot’s log says which it is. */
function describe(found: Difference[]): string {
  const named = found
    .slice(0, mostNamed)
    .map(d => (d.isPublic ? `${d.id}: ${d.why}` : 'a private incident differs'))
  const more = found.length - named.length
  return [...new Set(named), ...(more > 0 ? [`${more} more`] : [])].join('; ')
}
