import { existsSync, readFileSync } from 'node:fs'
import { type StoredLine, verifyChain } from './incident/chain.ts'
import { incidentIdPattern } from './incident/ids.ts'
import { createStoreClient } from './integrations/redis/client.ts'
import { createKeys } from './integrations/redis/keys.ts'
import { createIncidentStore } from './integrations/redis/store.ts'

const [id = ''] = process.argv.slice(2)
const url = process.env.REDIS_URL
/** Where a drill leaves the log of its incident: one line an event, the exact bytes and their hash. */
const kept = `artifacts/${id}/log.jsonl`
if (!incidentIdPattern.test(id) || (url === undefined && !existsSync(kept))) {
  process.stderr.write(
    'Usage: npm run audit -- INC-…  (with REDIS_URL, or for an incident of a drill in artifacts/)\n',
  )
  process.exit(2)
}
const lines = url === undefined ? readKept() : await readStored(url)
const verdict = verifyChain(lines)
if (lines.length === 0) process.stdout.write(`${id} is not known.\n`)
else if (verdict.ok) process.stdout.write(`${id}: ${verdict.events} events, unbroken; head ${verdict.head}\n`)
else process.stdout.write(`${id}: event ${verdict.seq} was tampered with: ${verdict.why}\n`)
process.exit(verdict.ok && lines.length > 0 ? 0 : 1)

function readKept(): StoredLine[] {
  const text = readFileSync(kept, 'utf8').trim()
  return text.split('\n').map(line => JSON.parse(line) as StoredLine)
}

async function readStored(address: string): Promise<StoredLine[]> {
  const redis = createStoreClient(address, () => {})
  await redis.connect()
  const found = await createIncidentStore(redis, createKeys()).readLines(id)
  redis.disconnect()
  return found
}
