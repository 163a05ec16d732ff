import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createScripts } from '../../../src/integrations/scripts/scripts.ts'
import { runScript } from '../../../src/runbook/actions/run-script.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
import { claimedAt, ctxWith } from '../../runbook/fake-production.ts'

const root = mkdtempSync(join(tmpdir(), 'pitcrew-scripts-'))
const folder = join(root, 'scripts')
mkdirSync(folder)
afterAll(() => rmSync(root, { recursive: true, force: true }))
const path = process.env.PATH ?? ''
const scripts = createScripts(folder, path)

function write(name: string, body: string, mode = 0o755, where = folder): string {
  writeFileSync(join(where, name), body)
  chmodSync(join(where, name), mode)
  return name
}
const run = async (name: string, args: string[] = [], env = {}, ms = 5000) =>
  scripts.run(
    { path: name, args, env, digest: (await scripts.inspect(name)).digest },
    AbortSignal.timeout(ms),
  )

describe('what is started', () => {
  test('the file itself, with its arguments as they are: no shell reads them', async () => {
    write('echo.sh', '#!/bin/sh\nfor a in "$@"; do echo "[$a]"; done\n')
    const { output } = await run('echo.sh', ['a; rm -rf /', '$(id)', '--force', '*'])
    expect(output).toBe('[a; rm -rf /]\n[$(id)]\n[--force]\n[*]\n')
  })

  test('nothing of the bot’s own environment reaches it', async () => {
    process.env.SLACK_SECRET_FOR_TEST = 'xoxb-1'
    write('env.sh', '#!/bin/sh\nenv\n')
    const { output } = await run('env.sh', [], { ROUTE: 'on' })
    expect(output).toContain('ROUTE=on')
    expect(output).not.toContain('SLACK_SECRET_FOR_TEST')
  })

  test('its exit code is an outcome, not a fault', async () => {
    write('fail.sh', '#!/bin/sh\necho no >&2\nexit 3\n')
    expect(await run('fail.sh')).toEqual({ exitCode: 3, output: 'no\n' })
  })
})

describe('what is refused, with nothing started', () => {
  write('outside.sh', '#!/bin/sh\n', 0o755, root)
  symlinkSync(join(root, 'outside.sh'), join(folder, 'link.sh'))
  mkdirSync(join(folder, 'sub'))
  write('plain.txt', 'no', 0o644)
  test.each([
    ['../outside.sh', 'leads out of the scripts folder'],
    ['link.sh', 'leads out of the scripts folder'],
    ['missing.sh', 'there is no script missing.sh'],
    ['sub', 'is not a file'],
    ['plain.txt', 'is not executable'],
  ])('%s: %s', async (name, words) => {
    const refused = scripts.inspect(name)
    await expect(refused).rejects.toThrow(NotSent)
    await expect(refused).rejects.toThrow(words)
  })

  test('a file that was changed since the preview', async () => {
    write('edited.sh', '#!/bin/sh\necho one\n')
    const { digest } = await scripts.inspect('edited.sh')
    write('edited.sh', '#!/bin/sh\necho two\n')
    const late = scripts.run({ path: 'edited.sh', args: [], env: {}, digest }, AbortSignal.timeout(5000))
    await expect(late).rejects.toThrow('was changed since it was previewed')
    await expect(late).rejects.toThrow(NotSent)
  })

  test('a file that the script starts was changed since the preview', async () => {
    write('outer.sh', '#!/bin/sh\nexec "$(dirname "$0")/inner.sh"\n')
    write('inner.sh', '#!/bin/sh\necho good\n')
    const { digest } = await scripts.inspect('outer.sh')
    write('inner.sh', '#!/bin/sh\necho evil\n')
    const late = scripts.run({ path: 'outer.sh', args: [], env: {}, digest }, AbortSignal.timeout(5000))
    await expect(late).rejects.toThrow(NotSent)
  })

  test('a pipe in the folder is not read, so that nobody waits for it', async () => {
    const pipe = join(folder, 'pipe')
    write('make-pipe.sh', '#!/bin/sh\nmkfifo "$1"\n')
    expect(await run('make-pipe.sh', [pipe])).toMatchObject({ exitCode: 0 })
    write('beside.sh', '#!/bin/sh\necho fine\n')
    expect((await run('beside.sh')).output).toBe('fine\n')
    rmSync(pipe, { force: true })
  })

  test.each(['../x', '/etc/passwd', 'a/../../b', '-rf', 'x; y', '$HOME', ''])(
    'the playbook cannot name “%s”',
    given => {
      expect(() => runScript.parse({ path: given })).toThrow()
    },
  )
})

describe('what it prints', () => {
  test('it reads stdin, and each line is told while it runs', async () => {
    write('lines.sh', '#!/bin/sh\ncat\necho two\nprintf three\n')
    const lines: string[] = []
    const { digest } = await scripts.inspect('lines.sh')
    const start = { path: 'lines.sh', args: [], env: {}, digest, input: 'one\n' }
    await scripts.run({ ...start, onLine: line => lines.push(line) }, AbortSignal.timeout(5000))
    expect(lines).toEqual(['one', 'two', 'three'])
  })

  test('one that does not read its stdin ends well', async () => {
    write('deaf.sh', '#!/bin/sh\nexit 0\n')
    const { digest } = await scripts.inspect('deaf.sh')
    const start = { path: 'deaf.sh', args: [], env: {}, digest, input: 'x'.repeat(500_000) }
    expect(await scripts.run(start, AbortSignal.timeout(5000))).toMatchObject({ exitCode: 0 })
  })

  test('a hundred megabytes cost no memory, and the end is kept in whole lines', {
    timeout: 60_000,
  }, async () => {
    write('flood.sh', '#!/bin/sh\nyes "line of no use at all" | head -c 100000000\necho the end\n')
    const before = process.memoryUsage().rss
    const { output, exitCode } = await run('flood.sh', [], {}, 50_000)
    expect(exitCode).toBe(0)
    expect(output.length).toBeLessThanOrEqual(64 * 1024)
    expect(output.startsWith('… line of no use at all\n')).toBe(true)
    expect(output.endsWith('the end\n')).toBe(true)
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6)
  })

  test('a secret that comes in two pieces is hidden all the same', async () => {
    write(
      'leak.sh',
      '#!/bin/sh\nprintf "token is xoxb-1234567"\nsleep 0.2\nprintf "89012-abcdefghij"\necho\n',
    )
    const params = runScript.parse({ path: 'leak.sh' })
    const before = await scripts.inspect('leak.sh')
    const claim = { request: 'r', params, before, at: claimedAt }
    const receipt = await runScript.execute(claim, ctxWith({ scripts }))
    expect(receipt).toEqual({ exitCode: 0, output: 'token is [hidden]\n' })
  })
})

test('one that never ends is stopped, its children too, and what it did is not known', {
  timeout: 15_000,
}, async () => {
  write('hang.sh', '#!/bin/sh\ntrap "" TERM\nsleep 77777 &\nsleep 77777\n')
  const started = performance.now()
  await expect(run('hang.sh', [], {}, 300)).rejects.toThrow(Ambiguous)
  expect(performance.now() - started).toBeLessThan(5000)
  const left = spawnSync('pgrep', ['-f', 'sleep 77777'], { encoding: 'utf8' })
  if (left.error === undefined) expect(left.stdout).toBe('')
})
