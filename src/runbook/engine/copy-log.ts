import type { UnknownEvent } from '../../incident/events.ts'
import { genesis, type StoredLine, verifyChain } from '../../incident/model/chain.ts'
import type { ArchiveHead, OpenArchive } from '../ports/archive.ts'
import type { IncidentStore } from '../ports/incident-store.ts'

const pageSize = 200

/** `why`: log and archive cannot both be right. `mended`: lines that had gone from the archive are there again. */
export type Copied = { why: string } | { mended: boolean }

/** Adds what the archive does not have of one incident, page by page; what is there stays as it is. */
export async function copyLog(
  store: IncidentStore,
  archive: OpenArchive,
  id: string,
  head: ArchiveHead | undefined,
  rest: () => Promise<void>,
): Promise<Copied> {
  const hashAt = async (seq: number) => (await store.readPage(id, seq - 1, 1))[0]?.hash
  const isOurs = head !== undefined && !head.isTorn && (await hashAt(head.seq)) === head.hash
  // From the start everything is compared: that names the event, and fills a gap.
  let done = isOurs ? { events: head.seq, head: head.hash } : { events: 0, head: genesis }
  let differs: number | undefined
  for (;;) {
    const lines = await store.readPage(id, done.events, pageSize)
    if (lines.length === 0) break
    const verdict = verifyChain(lines, done)
    if (!verdict.ok) return { why: `event ${verdict.seq} in Redis: ${verdict.why}` }
    const [first] = await archive.add(id, lines.map(toArchived))
    differs ??= first
    done = verdict
    await rest()
  }
  if (differs !== undefined) return { why: `event ${differs} is another one in the archive` }
  if (head !== undefined && head.seq > done.events)
    return { why: `the archive has ${head.seq} events, Redis ${done.events}` }
  return { mended: head?.isTorn ?? false }
}

const toArchived = ({ hash, bytes }: StoredLine) => {
  const { seq, type, at, by } = JSON.parse(bytes) as UnknownEvent
  return { hash, bytes, seq, type, at, by }
}
