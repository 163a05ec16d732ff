import { expect, test } from 'vitest'
import { runScript as action } from '../../../src/runbook/actions/run-script.ts'
import type { Scripts } from '../../../src/runbook/ports/scripts.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

const digest = 'd'.repeat(64)
function fakeScripts(exitCode = 0, output = 'ok\n') {
  const started: unknown[] = []
  const scripts: Scripts = {
    inspect: async () => ({ digest }),
    async run(script) {
      started.push(script)
      return { exitCode, output }
    },
  }
  return { scripts, started }
}
const params = action.parse({
  path: 'route.sh',
  args: ['--all'],
  env: { URL: ['$', '{env:ROUTE_URL}'].join('') },
  undo: { path: 'unroute.sh' },
})
const claim = { request: 'r1', params, before: { digest }, at: claimedAt }

test('shows path, arguments and the file’s digest, and binds to the digest', async () => {
  const { scripts } = fakeScripts()
  expect(await action.preview(params, ctxWith({ scripts }))).toEqual({
    binds: { digest },
    shows: [
      { label: 'Script', now: 'route.sh --all' },
      { label: 'File', now: `sha256 ${digest.slice(0, 16)}…` },
    ],
  })
})

test('secrets are put in at the moment of use, and a missing one starts nothing', async () => {
  const { scripts, started } = fakeScripts()
  await action.execute(claim, ctxWith({ scripts, secrets: { find: () => 'https://x.example' } }))
  expect(started).toEqual([{ path: 'route.sh', args: ['--all'], digest, env: { URL: 'https://x.example' } }])
  await expect(
    action.execute(claim, ctxWith({ scripts, secrets: { find: () => undefined } })),
  ).rejects.toThrow('the environment has no ROUTE_URL')
  expect(started).toHaveLength(1)
})

test('exit code 0 is done, anything else failed', async () => {
  expect(await action.verify(claim, { exitCode: 0, output: '' }, ctxWith({}))).toMatchObject({
    state: 'done',
  })
  expect(await action.verify(claim, { exitCode: 2, output: '' }, ctxWith({}))).toEqual({
    state: 'failed',
    detail: 'exit code 2; its output is in the thread',
  })
})

test('nothing tells what a lost script has done', async () => {
  expect(await action.reconcile(claim, ctxWith({}))).toMatchObject({ state: 'cannot-tell' })
})

test('the way back is the playbook’s own script, and its way back is the first one', () => {
  const back = action.undo(claim) as Record<string, unknown>
  expect(back).toMatchObject({ path: 'unroute.sh', undo: { path: 'route.sh', args: ['--all'] } })
  expect(action.undo({ ...claim, params: action.parse({ path: 'route.sh' }) })).toBeUndefined()
})
