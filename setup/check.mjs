// Every gate, all of them even when one fails, so that one run shows everything there is to mend.
import { spawn } from 'node:child_process'

const gates = [
  ['format and lint', ['biome', 'ci', '--colors=off', '.']],
  ['types', ['tsc', '-p', '.']],
  ['types of the page', ['tsc', '-p', 'sandbox/page/client']],
  ['unused code', ['knip', '--no-progress']],
  ['structure', ['vitest', 'run', 'test/structure.test.ts']],
  ['licences', ['node', 'setup/third-party.mjs', '--check']],
]

const results = []
for (const [name, [command, ...args]] of gates) {
  const started = Date.now()
  const { code, words } = await run(command, args)
  results.push(code === 0)
  process.stdout.write(
    `${code === 0 ? '✅' : '❌'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
  )
  if (code !== 0) process.stdout.write(`${words}\n`)
}
process.exitCode = results.every(Boolean) ? 0 : 1

function run(command, args) {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => {
        words += chunk
      })
    child.on('error', error => resolve({ code: 1, words: error.message }))
    child.on('close', code => resolve({ code, words }))
  })
}
