import { verifyChain } from './incident/chain.ts'
import { createStoreClient } from './integrations/redis/client.ts'
import { createKeys } from './integrations/redis/keys.ts'
import { createIncidentStore } from './integrations/redis/store.ts'

const [id] = process.argv.slice(2)
const url = process.env.REDIS_URL
if (id === undefined || url === undefined) {
  process.stderr.write('Usage: REDIS_URL=redis://… npm run audit -- INC-…\n')
  process.exit(2)
}
const redis = createStoreClient(url, () => {})
await redis.connect()
const lines = await createIncidentStore(redis, createKeys()).readLines(id)
redis.disconnect()
const verdict = verifyChain(lines)
if (lines.length === 0) process.stdout.write(`${id} is not known.\n`)
else if (verdict.ok) process.stdout.write(`${id}: ${verdict.events} events, unbroken; head ${verdict.head}\n`)
else process.stdout.write(`${id}: event ${verdict.seq} was tampered with: ${verdict.why}\n`)
process.exit(verdict.ok && lines.length > 0 ? 0 : 1)
