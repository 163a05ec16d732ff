import type { Redis } from 'ioredis'

export type Safety = { refusals: string[]; warnings: string[] }

/** A Redis that forgets would forget pings: refuses what loses data, warns where the server does not say. */
export async function checkSafety(redis: Redis): Promise<Safety> {
  const refusals: string[] = []
  const warnings: string[] = []
  const policy = await readSetting(redis, 'maxmemory-policy')
  const appendOnly = await readSetting(redis, 'appendonly')
  const fsync = await readSetting(redis, 'appendfsync')
  if (policy === undefined || appendOnly === undefined || fsync === undefined)
    warnings.push(
      'Redis does not tell its settings (a managed one?). Make sure that it keeps an append-only file and evicts nothing.',
    )
  if (policy !== undefined && policy !== 'noeviction')
    refusals.push(
      `Redis may evict keys (maxmemory-policy ${policy}). Set: CONFIG SET maxmemory-policy noeviction`,
    )
  if (appendOnly === 'no')
    refusals.push(
      'Redis keeps no append-only file, so a crash loses incidents. Set: CONFIG SET appendonly yes',
    )
  if (appendOnly === 'yes' && fsync !== undefined && fsync !== 'always')
    warnings.push(
      `Redis syncs its file ${fsync}: a crash with a slow disk can lose acknowledged writes. Set: CONFIG SET appendfsync always`,
    )
  return { refusals, warnings }
}

async function readSetting(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const answer = (await redis.config('GET', name)) as string[]
    return answer[1]
  } catch {
    return undefined
  }
}
