import { existsSync, readFileSync } from 'node:fs'
import { type StoredLine, verifyChain } from './incident/model/chain.ts'
import { incidentIdPattern } from './incident/model/ids.ts'
import { createArchive } from './integrations/postgres/archive.ts'
import { createStoreClient } from './integrations/redis/client.ts'
import { createKeys } from './integrations/redis/keys.ts'
import { createIncidentStore } from './integrations/redis/store.ts'

const args = process.argv.slice(2)
const id = args.find(a => !a.startsWith('--')) ?? ''
const onlyArchive = args.includes('--archive')
const { REDIS_URL, ARCHIVE_DATABASE_URL } = process.env
/** Where a drill leaves the log of its incident: one line an event, the exact bytes and their hash. */
const kept = `artifacts/${id}/log.jsonl`

/** In the order they are asked; those after the first that knows the incident are not. */
const sources: { name: string; read: () => StoredLine[] | Promise<StoredLine[]> }[] = []
if (REDIS_URL && !onlyArchive) sources.push({ name: 'Redis', read: () => readStored(REDIS_URL) })
if (!REDIS_URL && !onlyArchive && existsSync(kept)) sources.push({ name: kept, read: readKept })
if (ARCHIVE_DATABASE_URL)
  sources.push({ name: 'the archive', read: () => readArchived(ARCHIVE_DATABASE_URL) })

if (!incidentIdPattern.test(id) || sources.length === 0) {
  process.stderr.write(
    'Usage: npm run audit -- INC-… [--archive]  (with REDIS_URL, for an incident of a drill in artifacts/, or with ARCHIVE_DATABASE_URL)\n',
  )
  process.exit(2)
}
process.exit((await verify()) ? 0 : 1)

async function verify(): Promise<boolean> {
  for (const { name, read } of sources) {
    try {
      const lines = await read()
      if (lines.length > 0) return tell(lines, name)
      process.stdout.write(`${id} is not known to ${name}.\n`)
    } catch (error) {
      process.stdout.write(`${name} cannot be read: ${error instanceof Error ? error.message : error}\n`)
    }
  }
  return false
}

function tell(lines: StoredLine[], name: string): boolean {
  const verdict = verifyChain(lines)
  const words = verdict.ok
    ? `${verdict.events} events, unbroken; head ${verdict.head}`
    : `event ${verdict.seq} was tampered with: ${verdict.why}`
  process.stdout.write(`${id}: ${words} (read from ${name})\n`)
  return verdict.ok
}

function readKept(): StoredLine[] {
  const text = readFileSync(kept, 'utf8').trim()
  return text.split('\n').map(line => JSON.parse(line) as StoredLine)
}

async function readStored(address: string): Promise<StoredLine[]> {
  const redis = createStoreClient(address, () => {})
  try {
    await redis.connect()
    return await createIncidentStore(redis, createKeys()).readLines(id)
  } finally {
    redis.disconnect()
  }
}

async function readArchived(address: string): Promise<StoredLine[]> {
  const archive = await createArchive(address).open(new AbortController().signal)
  try {
    return await archive.readLines(id)
  } finally {
    archive.close()
  }
}
