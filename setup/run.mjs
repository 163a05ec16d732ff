// Set-up, then the given command on the Node that the install brings. Runs on Node 20 with nothing installed,
// so it uses only what Node 20 has built in. Everything it says goes to stderr: stdout is the command's.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureFaketime, findFaketime } from './faketime.mjs'
import { ensureChromium } from './fetch-chromium.mjs'
import { ensureRedis } from './fetch-redis.mjs'
import { findChromium } from './find-chromium.mjs'
import { findRedis } from './find-redis.mjs'
import { withLock } from './lock.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.pitcrew-setup')
const say = line => process.stderr.write(`· ${line}\n`)

const args = process.argv.slice(2)
const takeFlag = name => args[0] === name && args.shift() === name
const needsRedis = takeFlag('--redis')
const wantsChromium = takeFlag('--chromium')
const wantsFaketime = takeFlag('--faketime')

try {
  await setUp()
} catch (error) {
  say(`Set-up failed: ${error.message}`)
  if (error.cause) say(String(error.cause.message ?? error.cause))
  process.exit(1)
}
await runCommand()

async function setUp() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Error(`Node ${process.versions.node} is too old to start the set-up. Install Node 20 or newer.`)
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const isDone = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  const missesChromium = wantsChromium && !findChromium()
  const missesFaketime = wantsFaketime && process.platform === 'linux' && !findFaketime()
  if (!isDone() || (needsRedis && missesRedis()) || missesChromium || missesFaketime)
    await withLock(join(root, '.setup.lock'), say, async () => {
      if (!isDone()) install(wanted)
      if (needsRedis) await ensureRedis(say)
      if (wantsChromium) ensureChromium(say)
      if (wantsFaketime) await ensureFaketime(say)
    })
  if (!existsSync(join(modules, '.bin', 'node')))
    throw new Error(
      'The Node runtime that the project brings is not there: install scripts were switched off. Run: npm install --ignore-scripts=false',
    )
}

function missesRedis() {
  return !process.env.REDIS_URL && !findRedis()
}

/** The stamp is written last, so a half-finished install is done again. */
function install(wanted) {
  say('Installing packages; the first time takes about half a minute')
  rmSync(stamp, { force: true })
  const started = Date.now()
  // Not `npm ci`: it refuses a lock that lacks the optional builds of other platforms.
  const done = spawnSync('npm', ['install', '--no-save', '--loglevel=error', '--ignore-scripts=false'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // npm passes its own settings on to scripts; a nested npm must not inherit `silent`.
    env: { ...process.env, npm_config_loglevel: 'error' },
  })
  if (done.status !== 0)
    throw new Error(
      'npm install failed (its words are above). Is the npm registry reachable from here? Try again when it is.',
    )
  writeFileSync(stamp, wanted)
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

function runCommand() {
  const [command, ...rest] = args
  if (!command) return
  const child = spawn(command, rest, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter) },
  })
  // Ctrl-C reaches the child by itself; this process only waits, so that nothing is left behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT') child.kill(signal)
    })
  child.on('error', error => {
    say(`${command} could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + ({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGKILL: 9 }[signal] ?? 1)
  })
}
