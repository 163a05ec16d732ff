import { z } from 'zod'
import { redact } from '../../blocks/index.ts'
import { scriptsOf } from '../scripts-of.ts'
import { fillAll } from '../secrets.ts'
import { defineAction } from './define.ts'

const path = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
    'expected a path inside the scripts folder',
  )
const args = z.array(z.string().max(500)).max(20).default([])
const params = z.strictObject({
  path,
  args,
  env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).default({}),
  /** The script that takes it back, where there is one. */
  undo: z.strictObject({ path, args }).optional(),
})
type Params = z.output<typeof params>
const outputShown = 2500

/** §3.1: an executable of the operator's folder, with arguments; never a shell. */
export const runScript = defineAction<Params, { digest: string }, { exitCode: number; output: string }>({
  kind: 'run-script',
  title: 'Run a script',
  params,
  before: z.object({ digest: z.string() }),
  receipt: z.object({ exitCode: z.number(), output: z.string() }),
  risk: 'high',
  needs: [],
  // As long as a bot that was killed leaves people waiting for “not known”, too.
  executeWithinMs: 30_000,
  target: p => `script/${p.path}`,
  check: () => 'it ends with exit code 0 within 30 s',
  undoWords: p =>
    p.undo === undefined ? 'not possible: no script is named that takes it back' : `by ${line(p.undo)}`,
  async preview(p, { ports }) {
    const { digest } = await scriptsOf(ports).inspect(p.path)
    return {
      binds: { digest },
      shows: [
        { label: 'Script', now: line(p) },
        { label: 'File', now: `sha256 ${digest.slice(0, 16)}…` },
      ],
    }
  },
  async execute({ params: p, before: b }, { ports, signal }) {
    const env = fillAll(p.env, ports.secrets)
    const { exitCode, output } = await scriptsOf(ports).run(
      { path: p.path, args: p.args, digest: b.digest, env },
      signal,
    )
    return { exitCode, output: redact(output).slice(-outputShown) }
  },
  async verify(_, { exitCode }) {
    return exitCode === 0
      ? { state: 'done', detail: 'exit code 0' }
      : { state: 'failed', detail: `exit code ${exitCode}; its output is in the thread` }
  },
  // Nothing outside tells what a script has done: only a person can.
  async reconcile() {
    return {
      state: 'cannot-tell',
      detail: 'only somebody who knows the script can tell how far it came',
      final: true,
    }
  },
  undo: ({ params: p }) =>
    p.undo === undefined ? undefined : { ...p.undo, env: p.env, undo: { path: p.path, args: p.args } },
})

const line = (s: { path: string; args: string[] }) => [s.path, ...s.args].join(' ')
