import { execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Copy, DockerfileParser, type From, type Instruction } from 'dockerfile-ast'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { readManifest, sandboxWorkspace } from '../../sandbox/production.ts'
import { startSlack } from '../../sandbox/slack/index.ts'
import { findClosedPort } from '../integrations/tcp.ts'

const run = promisify(execFile)
const dockerfile = DockerfileParser.parse(readFileSync('Dockerfile', 'utf8'))
/** What .dockerignore lets in: the file names all of it. */
const allowed = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .flatMap(line => (line.startsWith('!') ? [line.slice(1)] : []))

let folder: string
let redis: RedisServer
let slack: Awaited<ReturnType<typeof startSlack>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pitcrew-image-'))
  redis = await startRedis()
  slack = await startSlack({ workspace: sandboxWorkspace('playbook.yml'), ...readManifest('manifest.yml') })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await slack?.stop()
  await redis?.stop()
})

/** The JSON list at the end of CMD and HEALTHCHECK, as the engine would start it. */
const exec = (instruction: Instruction): string[] =>
  JSON.parse(/(\[.*\])\s*$/s.exec(instruction.getTextContent())?.[1] ?? '[]')

/** Carries out the steps of every stage in a folder of its own, as an engine does in its layers. */
async function replay() {
  const stages = new Map<string, string>()
  let root = ''
  const env: Record<string, string> = {}
  let cmd: string[] = []
  let health: string[] = []
  const at = (path: string) => join(root, path.startsWith('/') ? path : join('/app', path))
  for (const instruction of dockerfile.getInstructions()) {
    switch (instruction.getKeyword()) {
      case 'FROM': {
        const from = instruction as From
        root = join(folder, `stage-${stages.size}`)
        const base = stages.get(from.getImage() ?? '')
        if (base === undefined) mkdirSync(join(root, 'app'), { recursive: true })
        else cpSync(base, root, { recursive: true, verbatimSymlinks: true })
        stages.set(from.getBuildStage() ?? `${stages.size}`, root)
        break
      }
      case 'COPY': {
        const copy = instruction as Copy
        const values = copy.getArguments().map(a => a.getValue())
        const to = values.pop() ?? ''
        const source = copy.getFromFlag()?.getValue()
        for (const name of values) {
          if (source == null) expect(allowed, `${name} in .dockerignore`).toContain(name)
          const from = source == null ? name : join(stages.get(source) ?? '', name)
          const target = to.endsWith('/') ? join(at(to), basename(name)) : at(to)
          mkdirSync(dirname(target), { recursive: true })
          cpSync(from, target, { recursive: true, verbatimSymlinks: true })
        }
        break
      }
      case 'RUN':
        await run('sh', ['-c', (instruction.getRawArgumentsContent() ?? '').replace(/\\\n/g, '')], {
          cwd: join(root, 'app'),
        })
        break
      case 'ENV':
        for (const a of instruction.getArguments()) {
          const [name = '', value = ''] = a.getValue().split('=')
          env[name] = value
        }
        break
      case 'HEALTHCHECK':
        health = exec(instruction)
        break
      case 'CMD':
        cmd = exec(instruction)
        break
      default:
    }
  }
  return { root, env, cmd, health }
}

test('the steps of the Dockerfile, carried out in an empty folder, make a bot that starts and says it is well', async () => {
  const { root, env, cmd, health } = await replay()
  expect(readdirSync(join(root, 'app')).sort()).toEqual([
    'LICENSE',
    'THIRD-PARTY.md',
    'dist',
    'manifest.yml',
    'node_modules',
    'package.json',
  ])
  // Nothing that only builds or tests need.
  for (const name of ['typescript', 'vitest', 'playwright-core', 'node'])
    expect(existsSync(join(root, 'app/node_modules', name)), name).toBe(false)
  const port = String(await findClosedPort())
  const inside = {
    ...env,
    PATH: process.env.PATH,
    PORT: port,
    HOST: '127.0.0.1',
    PLAYBOOK: join(root, env.PLAYBOOK ?? ''),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    REDIS_URL: redis.url,
  }
  const [program = '', ...args] = cmd
  const bot = spawn(program, args, { cwd: join(root, 'app'), env: inside })
  let words = ''
  for (const stream of [bot.stdout, bot.stderr])
    stream.on('data', chunk => {
      words += chunk
    })
  const ended = new Promise(resolve => bot.once('exit', resolve))
  await expect.poll(() => words, { timeout: 20_000 }).toContain('Pitcrew is ready')
  const [probe = '', ...rest] = health
  await run(probe, rest, { env: inside })
  expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text()).toBe('ready\n')
  bot.kill('SIGTERM')
  expect(await ended).toBe(0)
  await expect(run(probe, rest, { env: inside })).rejects.toThrow()
}, 240_000)

test('the image runs as somebody who is not root', () => {
  const user = dockerfile.getInstructions().find(i => i.getKeyword() === 'USER')
  expect(user?.getArguments()[0]?.getValue()).toBe('node')
})
