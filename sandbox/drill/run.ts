import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Scenario } from '../scenarios/scenario.ts'
import { type Stage, setStage } from './stage.ts'

type Options = { json: boolean; speed: number }

/** Plays one scenario; the exit code is 0 only if every check of it holds. */
export async function runDrill(scenario: Scenario, { json, speed }: Options): Promise<number> {
  const started = Date.now()
  const say = (line: string) => {
    const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5)
    if (!json) process.stdout.write(`${seconds} s  ${line}\n`)
  }
  say(`${scenario.name}: ${scenario.about}`)
  const stage = await setStage(speed, say, undefined, scenario.playbook, scenario.env, scenario.prepare)
  const stopEarly = () => void stage.stop().finally(() => process.exit(130))
  process.once('SIGINT', stopEarly)
  process.once('SIGTERM', stopEarly)
  try {
    const { channel, checks } = await scenario.play(stage, say)
    const id = /^inc-\d{8}-\d{6}(-\d+)?/.exec(channel)?.[0].toUpperCase() ?? ''
    const log = await readSettledLog(stage, id)
    const artifacts = keepArtifacts(id, log, stage.slack.state.files.values())
    const events = log.map(l => pick(JSON.parse(l.bytes) as Record<string, unknown>))
    const result = {
      scenario: scenario.name,
      incident: id,
      events,
      slackCalls: stage.slack.ledger.counts(),
      artifacts,
      checks,
    }
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
    else printChecks(checks, artifacts)
    return checks.every(c => c.ok) ? 0 : 1
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const checks = [{ name: 'the story could be played to its end', ok: false, detail }]
    if (json)
      process.stdout.write(
        `${JSON.stringify({ scenario: scenario.name, incident: '', events: [], slackCalls: {}, artifacts: {}, checks })}\n`,
      )
    else printChecks(checks, {})
    return 1
  } finally {
    process.removeListener('SIGINT', stopEarly)
    process.removeListener('SIGTERM', stopEarly)
    await stage.stop()
  }
}

/** The report's own outcome is written a moment after people see the files. */
async function readSettledLog(stage: Stage, id: string) {
  for (let tries = 0; ; tries++) {
    const log = await stage.readLog(id)
    const last = log.slice(-8).map(l => (JSON.parse(l.bytes) as { type: string }).type)
    if (tries >= 40 || last.includes('report.exported') || last.includes('incident.cancelled')) return log
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

const pick = ({ seq, type, at, by, data }: Record<string, unknown>) => ({ seq, type, at, by, data })

/** What a file is called in the drill's answer, by how its name ends. */
const kinds: [ending: string, kind: string][] = [
  ['-preliminary.md', 'preliminary'],
  ['.md', 'markdown'],
  ['.json', 'json'],
  ['.html', 'html'],
  ['-chart.png', 'chart'],
  ['.png', 'usage'],
  ['-error-logs.txt', 'logs'],
  ['-statements.txt', 'statements'],
  ['.ics', 'invitation'],
]

/** What people found in the channel, and the log as it was stored. */
function keepArtifacts(
  id: string,
  log: object[],
  files: Iterable<{ name: string; bytes: Buffer }>,
): Record<string, string> {
  const folder = join('artifacts', id)
  mkdirSync(folder, { recursive: true })
  const kept: Record<string, string> = { log: join(folder, 'log.jsonl') }
  writeFileSync(join(folder, 'log.jsonl'), `${log.map(l => JSON.stringify(l)).join('\n')}\n`)
  for (const file of files) {
    writeFileSync(join(folder, file.name), file.bytes)
    const kind = kinds.find(([ending]) => file.name.endsWith(ending))?.[1] ?? file.name
    kept[kind] = join(folder, file.name)
  }
  return kept
}

function printChecks(checks: Check[], artifacts: Record<string, string>): void {
  for (const c of checks)
    process.stdout.write(`${c.ok ? '✅' : '❌'} ${c.name}${c.detail === '' ? '' : ` (${c.detail})`}\n`)
  for (const [kind, path] of Object.entries(artifacts)) process.stdout.write(`${kind}: ${path}\n`)
}
