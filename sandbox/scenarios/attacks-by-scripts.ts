import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { until } from '../drill/eyes.ts'
import type { Attack } from './scenario.ts'

const script = 'enable-enhanced-monitoring.sh'
const patienceMs = 60_000

/** A fix of one script that its requester confirms alone, and one that two people must approve. */
export function withScriptFix(source: string): string {
  const playbook = parse(source) as Record<'actions' | 'checklists' | 'fixes', Record<string, unknown>>
  playbook.checklists['fix-script'] = { title: 'One script', steps: ['enable-enhanced-monitoring'] }
  playbook.fixes.script = 'fix-script'
  playbook.checklists['fix-twice'] = { title: 'One change, two approvers', steps: ['scale-twice'] }
  playbook.fixes.twice = 'fix-twice'
  const approval = { count: 2, roles: ['sre-oncall'], expires: '10m' }
  const { actions } = playbook
  actions['scale-twice'] = { ...(actions['scale-infrastructure'] as object), approval }
  return stringify(playbook)
}

/** What a script may do to whoever starts it: flood, tell a secret in two halves, never end. */
export async function byWildScripts(p: Attack): Promise<void> {
  const file = join(p.stage.production.env.SCRIPTS_DIR, script)
  const good = readFileSync(file)
  const started = join(tmpdir(), `pitcrew-drill-${process.pid}`)
  try {
    const flood = await run(p, file, `yes 'a line of a flood' | head -c 100000000\necho 'the last word'\n`)
    p.add(
      'a script that prints 100 MB: its last words are shown, and little else',
      flood.output.includes('the last word') && flood.output.length < 4000,
      `${flood.output.length} characters`,
    )
    const halves = `printf 'password=hunt'\nsleep 0.4\nprintf 'er2secret\\n'\necho over\n`
    const secret = await run(p, file, halves)
    p.add(
      'a secret that comes in two halves is hidden',
      secret.output.includes('password=[hidden]') && !/hunt|er2secret/.test(secret.output),
      secret.output.replaceAll('\n', ' '),
    )
    const endless = await run(p, file, `echo $$ > '${started}'\nwhile true; do sleep 1; done\n`)
    const pid = Number(existsSync(started) ? readFileSync(started, 'utf8') : 0)
    p.add(
      'a script that never ends is stopped, and its outcome is said to be unknown',
      /not known/.test(endless.outcome) && pid > 0 && !isAlive(pid),
      `${endless.outcome.split('\n')[0]}, process ${pid} ${isAlive(pid) ? 'lives' : 'is gone'}`,
    )
  } finally {
    writeFileSync(file, good, { mode: 0o755 })
    rmSync(started, { force: true })
  }
}

async function run({ channel, maya }: Attack, file: string, body: string) {
  writeFileSync(file, `#!/bin/sh\n${body}`, { mode: 0o755 })
  const outcomes = () =>
    maya
      .sees(channel)
      .filter(m =>
        /^\S+ \*.*: (done|rejected|not run|outcome not known|\d+ of \d+ (failed|not run))/.test(m.text),
      )
  const outputs = () => maya.sees(channel).filter(m => m.text.startsWith('Output of'))
  const [before, printed] = [outcomes().length, outputs().length]
  await maya.command(`#${channel}`, '/incident fix script')
  await until('the preview', () => maya.modal()?.submit === 'Run now')
  await maya.submit()
  const outcome = await until(
    'the outcome',
    () => (outcomes().length > before ? outcomes().at(-1) : undefined),
    patienceMs,
  )
  const silent = /not known/.test(outcome.text)
  const output = silent
    ? undefined
    : await until('what it printed', () => (outputs().length > printed ? outputs().at(-1) : undefined))
  return { outcome: outcome.text, output: output?.text ?? '' }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
