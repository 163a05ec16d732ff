import { checkSafety } from '../../integrations/redis/check-safety.ts'
import { connectStore, createStoreClient } from '../../integrations/redis/client.ts'
import { attempt, type Check, encodeRemedy } from '../check.ts'

const oldest = 7
const mostSkewMs = 2000

export const redis: Check = {
  name: 'redis',
  async run(s, tell) {
    if (!URL.canParse(s.config.redisUrl) && !s.config.redisUrl.startsWith('/'))
      return tell('Redis', 'wrong', 'REDIS_URL is no address', encodeRemedy('REDIS_URL'))
    const client = createStoreClient(s.config.redisUrl, () => {})
    try {
      await attempt(tell, 'Redis', 'Correct REDIS_URL.', async () => {
        await connectStore(client)
        const info = await client.info()
        const read = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? ''
        const version = read('redis_version')
        if (Number.parseInt(version, 10) < oldest)
          tell('version', 'wrong', `Redis is ${version}`, 'Run Redis 7 or newer.')
        else tell('Redis', 'fine', `reachable, version ${version}`)
        if (read('role') === 'master') tell('role', 'fine', 'the primary')
        else tell('role', 'wrong', 'this Redis is a replica', 'Let REDIS_URL name the primary.')
        const stopped = whyNoWrites(read)
        if (stopped !== undefined) tell('writes', 'wrong', ...stopped)
        const { refusals, warnings } = await checkSafety(client)
        for (const text of refusals) tell('durability', 'wrong', ...split(text))
        for (const text of warnings) tell('durability', 'look', ...split(text))
        if (refusals.length + warnings.length === 0) tell('durability', 'fine', 'keeps and syncs every write')
        const [used, most] = [Number(read('used_memory')), Number(read('maxmemory'))]
        if (most > 0 && used > most * 0.9)
          tell('memory', 'wrong', 'more than 90 % of maxmemory is used', 'Raise maxmemory.')
        else tell('memory', 'fine', `${Math.ceil(used / 1_048_576)} MB used`)
        const [seconds = 0, micros = 0] = (await client.time()).map(Number)
        const skew = Math.abs(s.now() - (seconds * 1000 + micros / 1000))
        if (skew <= mostSkewMs) tell('clock', 'fine', 'agrees with Redis')
        else
          tell(
            'clock',
            'look',
            `this machine and Redis differ by ${Math.round(skew / 1000)} s`,
            'Synchronise both clocks by NTP.',
          )
      })
    } finally {
      client.disconnect()
    }
  },
}

/** Redis answers reads and refuses every write in these states. */
function whyNoWrites(read: (name: string) => string): [says: string, remedy: string] | undefined {
  if (read('aof_last_write_status') === 'err')
    return ['Redis cannot write its append-only file', 'Free space on its disk, then look at its log.']
  if (read('rdb_last_bgsave_status') === 'err')
    return [
      'the last snapshot failed, and Redis may refuse writes',
      'Free space on its disk, then look at its log.',
    ]
  const good = read('min_slaves_good_slaves')
  if (good !== '' && Number(good) === 0)
    return ['too few replicas are connected, so Redis refuses writes', 'Bring the replicas back.']
  return undefined
}

/** The start-up checks end in what to do. */
function split(text: string): [string, string] {
  const [says = text, ...remedy] = text.split('. ')
  return [says, remedy.join('. ')]
}
