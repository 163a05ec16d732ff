import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedis } from '../../setup/find-redis.mjs'
import { type Guarded, startGuarded } from './guarded.ts'

export type RedisServer = {
  /** `unix://…`-style path that ioredis takes as it is. */
  url: string
  socket: string
  pid(): number
  /** Ends it as a crash does; the data stays for `restart`. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

const startTimeoutMs = 10_000
const durable = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
  '--save',
  '',
]

/** A private Redis on a unix socket, as durable as production asks for; starts in some 20 ms. */
export async function startRedis(options: { args?: string[] } = {}): Promise<RedisServer> {
  const found = findRedis()
  if (found === undefined)
    throw new Error(
      'No Redis server to spawn. Run `npm test` once (it fetches one), or install redis-server.',
    )
  const folder = await mkdtemp(join(tmpdir(), 'pitcrew-redis-'))
  const socket = join(folder, 'redis.sock')
  const args = ['--port', '0', '--unixsocket', socket, '--dir', folder, ...durable, ...(options.args ?? [])]
  let server: Guarded

  async function start() {
    server = await startGuarded(found?.bin ?? '', args, { folder, env: found?.env ?? {} })
    await answers(socket, server)
  }
  await start()
  return {
    url: `unix://${socket}`,
    socket,
    pid: () => server.pid,
    kill: () => server.stop('SIGKILL'),
    restart: start,
    async stop() {
      await server.stop('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Resolves when the server answers PING on its socket. */
async function answers(socket: string, server: Guarded) {
  const until = Date.now() + startTimeoutMs
  while (Date.now() < until) {
    if (await ping(socket)) return
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error(`Redis did not answer within ${startTimeoutMs / 1000} s: ${server.output()}`)
}

function ping(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const client = connect({ path })
    const end = (answer: boolean) => {
      client.destroy()
      resolve(answer)
    }
    client.on('connect', () => client.write('PING\r\n'))
    client.on('data', data => end(data.toString().startsWith('+PONG')))
    client.on('error', () => end(false))
  })
}
